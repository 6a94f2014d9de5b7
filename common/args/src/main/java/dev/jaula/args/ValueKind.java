package dev.jaula.args;

/** What an option's value or an operand names, so that a shell can complete it. */
public enum ValueKind {
  /** Nothing that could be completed: a number, a size, free text. */
  PLAIN,
  /** A file of any type. */
  FILE,
  /** A directory. */
  DIRECTORY,
  /** A program, and its arguments after it. */
  PROGRAM,
  /** The name of a container, running or not. */
  CONTAINER,
  /** The path of a cgroup below the hierarchy's root. */
  CGROUP,
  /** A key of a cgroup, such as cpu.max. */
  CGROUP_KEY,
  /** The name of a user, as in passwd(5). */
  USER,
  /** The name of a group, as in group(5). */
  GROUP,
  /** The name of a signal, as in signal(7). */
  SIGNAL,
  /** The name of a capability, as in capabilities(7). */
  CAPABILITY,
  /** The name of a command of this program. */
  VERB
}

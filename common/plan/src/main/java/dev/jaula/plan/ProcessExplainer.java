package dev.jaula.plan;

import dev.jaula.cgroup.Shell;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Limits;
import java.util.List;

/** Explains what is done to the process last. */
final class ProcessExplainer {
  private ProcessExplainer() {}

  static Explanation explain(Step.Init step) {
    return switch (step) {
      case Step.OpenTerminal ignored ->
          new Explanation(
              "a terminal of the container's own, whose other side the caller holds",
              "um terminal do próprio contêiner, cujo outro lado fica com quem chamou",
              "# script -qc COMMAND /dev/null");
      case Step.SetRlimit s ->
          new Explanation(
              "a limit of each process",
              "um limite de cada processo",
              "prlimit --pid $$ --"
                  + option(s.resource())
                  + "="
                  + bound(s.soft())
                  + ":"
                  + bound(s.hard()));
      case Step.LimitCapabilities s ->
          new Explanation(
              "these powers of root can be had, and no others ever",
              "só estes poderes de root podem existir, nenhum outro jamais",
              "# setpriv --bounding-set " + setpriv(s.bounding()));
      case Step.SetUser s ->
          new Explanation(
              "the user that the command runs as",
              "o usuário que executa o comando",
              "# setpriv --reuid " + s.uid() + " --regid " + s.gid() + groups(s.groups()));
      case Step.SetCapabilities s ->
          new Explanation(
              "the powers of root that the command starts with",
              "os poderes de root com que o comando começa",
              "# capsh --print: " + String.join(" ", Capabilities.names(s.effective())));
      case Step.ChangeDirectory s ->
          new Explanation(
              "where the command starts",
              "onde o comando começa",
              "mkdir -p " + Shell.quote(s.path()) + "\ncd " + Shell.quote(s.path()));
      case Step.NoNewPrivileges ignored ->
          new Explanation(
              "no program can gain privileges, setuid or not",
              "nenhum programa pode ganhar privilégios, com setuid ou sem",
              "# setpriv --no-new-privs");
      case Step.InstallSeccomp ignored ->
          new Explanation(
              "system calls that a container has no use for are refused",
              "chamadas de sistema que um contêiner não usa são recusadas",
              "# seccomp(2): no command of util-linux attaches a filter");
      case Step.ForkReaper ignored ->
          new Explanation(
              "pid 1 passes signals on and reaps orphans",
              "o pid 1 repassa sinais e recolhe órfãos",
              "# tini --");
      case Step.Outlive ignored ->
          new Explanation(
              "from here on it lives when the caller does not",
              "daqui em diante vive mesmo sem quem o chamou",
              "# setpriv --pdeathsig clear");
      case Step.FindProgram s ->
          new Explanation(
              "the command must be there before the container counts as created",
              "o comando precisa existir antes que o contêiner conte como criado",
              "command -v " + Shell.quote(s.args().get(0)) + " > /dev/null");
      case Step.AwaitStart ignored ->
          new Explanation(
              "created: waits until it is started",
              "criado: espera até ser iniciado",
              "# read _ < exec.fifo");
      case Step.Execute s ->
          new Explanation(
              "the command, with nothing inherited from the host",
              "o comando, sem herdar nada do hospedeiro",
              "exec " + command(s.args()));
      default -> throw new IllegalArgumentException("not a step of the process");
    };
  }

  private static String option(int resource) {
    String name = Limits.name(resource);
    String lower = Ascii.lower(name.substring(name.indexOf('_') + 1));
    return lower;
  }

  private static String bound(long value) {
    return value < 0 ? "unlimited" : String.valueOf(value);
  }

  private static String setpriv(long set) {
    StringBuilder text = new StringBuilder("-all");
    for (String name : Capabilities.names(set)) {
      text.append(",+").append(Ascii.lower(name.substring(4)));
    }
    return text.toString();
  }

  private static String groups(List<Integer> groups) {
    if (groups.isEmpty()) {
      return " --clear-groups";
    }
    StringBuilder text = new StringBuilder();
    for (int group : groups) {
      text.append(text.isEmpty() ? "" : ",").append(group);
    }
    return " --groups " + text;
  }

  private static String command(List<String> args) {
    StringBuilder text = new StringBuilder();
    for (String arg : args) {
      text.append(text.isEmpty() ? "" : " ").append(Shell.quote(arg));
    }
    return text.toString();
  }
}

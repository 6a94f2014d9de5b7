package dev.jaula.linux;

import org.jspecify.annotations.Nullable;

/**
 * How this process is scheduled, and where its memory comes from (man 2 sched_setattr,
 * sched_setaffinity, ioprio_set, set_mempolicy, personality).
 */
public final class Scheduling {
  private static final int ATTRIBUTES = 56;
  private static final int IOPRIO_WHO_PROCESS = 1;

  private final Kernel kernel;

  public Scheduling(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The fields of struct sched_attr; times in nanoseconds. */
  public record Attributes(
      int policy, long flags, int nice, int priority, long runtime, long deadline, long period) {}

  /** man 2 sched_setattr; object is for the message. */
  public void setAttributes(Attributes attributes, String object) {
    Syscalls s = kernel.syscalls();
    long at = kernel.memory().zeroed(ATTRIBUTES);
    s.putInt(at, ATTRIBUTES);
    s.putInt(at + 4, attributes.policy());
    s.putLong(at + 8, attributes.flags());
    s.putInt(at + 16, attributes.nice());
    s.putInt(at + 20, attributes.priority());
    s.putLong(at + 24, attributes.runtime());
    s.putLong(at + 32, attributes.deadline());
    s.putLong(at + 40, attributes.period());
    kernel.call("sched_setattr", object, Nr.SCHED_SETATTR, 0, at, 0);
  }

  /**
   * Binds this process to the processors of a set; those that the machine lacks are passed over.
   */
  public void setAffinity(NumberSet processors, String object) {
    long[] words = processors.words();
    long at = words(words);
    kernel.call("sched_setaffinity", object, Nr.SCHED_SETAFFINITY, 0, words.length * 8L, at);
  }

  /** The argument is a class and a level as man 2 ioprio_set puts them together. */
  public void setIoPriority(int value, String object) {
    kernel.call("ioprio_set", object, Nr.IOPRIO_SET, IOPRIO_WHO_PROCESS, 0, value);
  }

  /** The execution domain (man 2 personality). */
  public void setPersonality(int persona, String object) {
    kernel.call("personality", object, Nr.PERSONALITY, persona);
  }

  /** mode holds the flags too; nodes is null for none. */
  public void setMemoryPolicy(int mode, @Nullable NumberSet nodes, String object) {
    if (nodes == null) {
      kernel.call("set_mempolicy", object, Nr.SET_MEMPOLICY, mode, 0, 0);
      return;
    }
    long[] words = nodes.words();
    // the kernel looks at one bit less than it is told of
    kernel.call(
        "set_mempolicy", object, Nr.SET_MEMPOLICY, mode, words(words), words.length * 64L + 1);
  }

  private long words(long[] words) {
    long at = kernel.memory().zeroed(words.length * 8);
    for (int i = 0; i < words.length; i++) {
      kernel.syscalls().putLong(at + 8L * i, words[i]);
    }
    return at;
  }
}

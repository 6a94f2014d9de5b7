package dev.jaula.spec;

import org.jspecify.annotations.Nullable;

/** Reads how a process is scheduled (config.md, "Linux Process"). */
final class SchedulingReader {
  private static final int HIGHEST_PRIORITY = 99;

  private SchedulingReader() {}

  static @Nullable Scheduler scheduler(Field process) {
    @Nullable Field field = process.get("scheduler");
    if (field == null) {
      return null;
    }
    Scheduler.Policy policy =
        field
            .need("policy", "\"SCHED_OTHER\"")
            .choice(Scheduler.Policy.values(), Scheduler.Policy::ociName, "a scheduling policy");
    int flags = 0;
    for (Field item : field.items("flags")) {
      flags |=
          item.choice(Scheduler.Flag.values(), Scheduler.Flag::ociName, "a scheduler flag").bit();
    }
    boolean deadline = policy == Scheduler.Policy.DEADLINE;
    return new Scheduler(
        policy,
        (int) number(field, "nice", -20, 19),
        (int) only(field, "priority", HIGHEST_PRIORITY, policy.isRealTime(), "SCHED_FIFO and RR"),
        flags,
        only(field, "runtime", Long.MAX_VALUE, deadline, "SCHED_DEADLINE"),
        only(field, "deadline", Long.MAX_VALUE, deadline, "SCHED_DEADLINE"),
        only(field, "period", Long.MAX_VALUE, deadline, "SCHED_DEADLINE"));
  }

  static @Nullable IoPriority ioPriority(Field process) {
    @Nullable Field field = process.get("ioPriority");
    if (field == null) {
      return null;
    }
    IoPriority.Kind kind =
        field
            .need("class", "\"IOPRIO_CLASS_BE\"")
            .choice(IoPriority.Kind.values(), IoPriority.Kind::ociName, "an I/O priority class");
    return new IoPriority(kind, (int) number(field, "priority", 0, IoPriority.LOWEST));
  }

  static @Nullable ExecCpuAffinity affinity(Field process) {
    @Nullable Field field = process.get("execCPUAffinity");
    if (field == null) {
      return null;
    }
    return new ExecCpuAffinity(
        ResourcesReader.list(field.get("initial")), ResourcesReader.list(field.get("final")));
  }

  static @Nullable ConsoleSize consoleSize(Field process) {
    @Nullable Field field = process.get("consoleSize");
    if (field == null) {
      return null;
    }
    return new ConsoleSize(
        (int) field.need("height", "24").integer(0, ConsoleSize.MAX),
        (int) field.need("width", "80").integer(0, ConsoleSize.MAX));
  }

  /** 0 when it is absent. */
  private static long number(Field object, String key, long min, long max) {
    @Nullable Long number = object.integer(key, min, max);
    return number == null ? 0 : number;
  }

  /** A number that means something for some policies only. */
  private static long only(Field object, String key, long max, boolean allowed, String policies) {
    @Nullable Field field = object.get(key);
    long number = field == null ? 0 : field.integer(0, max);
    if (field != null && number != 0 && !allowed) {
      throw field.bad("goes with " + policies + " only; remove it");
    }
    return number;
  }
}

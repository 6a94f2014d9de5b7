package dev.jaula.runtime;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;

/** The options before the verb. */
final class GlobalOptions {
  private GlobalOptions() {}

  static OptionGroup group() {
    return OptionGroup.of(
        "Options",
        "Options",
        Tables.value("root", Option.NONE, "DIR", "Where the state of containers lies"),
        Tables.value(
            "log",
            "FILE",
            "Append errors and warnings to this file; file:FILE, journald:NAME and syslog:NAME are"
                + " understood too"),
        Tables.value("log-format", Option.NONE, "FORMAT", "text or json").choices("text", "json"),
        Tables.value("log-level", Option.NONE, "LEVEL", "error, warning, info or debug")
            .choices("error", "warning", "info", "debug"),
        Tables.flag("debug", Option.NONE, "Log more, as --log-level debug"),
        Tables.flag("systemd-cgroup", Option.NONE, "Let systemd make cgroups"),
        Tables.value("cgroup-manager", Option.NONE, "NAME", "cgroupfs, systemd or disabled")
            .choices("cgroupfs", "systemd", "disabled"),
        Tables.value(
                "rootless",
                Option.NONE,
                "WHEN",
                "true, false or auto: ignored, as the caller's user says it")
            .choices("true", "false", "auto"),
        help().options().get(0),
        Tables.flag("version", 'v', "Print the version"));
  }

  static OptionGroup help() {
    return OptionGroup.of("General", "General", Tables.flag("help", 'h', "Show this help"));
  }
}

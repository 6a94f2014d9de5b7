package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The table of {@code exec}. */
final class ExecTable {
  private ExecTable() {}

  static Command table() {
    return Tables.verb("exec", "Execute a further process in a running container")
        .usage("[OPTIONS] CONTAINER-ID COMMAND [ARG...]", "[OPTIONS] --process FILE CONTAINER-ID")
        .operands(
            Operand.required("CONTAINER-ID", ValueKind.CONTAINER),
            Operand.any("COMMAND", ValueKind.PROGRAM))
        .optionsFirst()
        .options(
            "Options",
            "Options",
            Tables.value(
                "console-socket", Option.NONE, "PATH", "Send the terminal's master to this socket"),
            Tables.value("pidfd-socket", "PATH", "Send a pidfd of it to this socket"),
            Tables.value("cwd", Option.NONE, "DIR", "The working directory"),
            Tables.repeated("env", 'e', "NAME=VALUE", "A further variable"),
            Tables.flag("tty", 't', "Give it a terminal"),
            Tables.value("user", 'u', "UID[:GID]", "The user"),
            Tables.repeated("additional-gids", 'g', "GID", "A further group"),
            Tables.value(
                "process", 'p', "FILE", "Read the process from this file, as in config.json"),
            Tables.flag("detach", 'd', "Do not wait for it"),
            Tables.value("pid-file", Option.NONE, "FILE", "Write its process id to this file"),
            Tables.value("process-label", "LABEL", "Its SELinux label"),
            Tables.value("apparmor", "PROFILE", "Its AppArmor profile"),
            Tables.flag("no-new-privs", Option.NONE, "It can gain no privileges"),
            Tables.repeated("cap", 'c', "CAP", "A further capability"),
            Tables.value("preserve-fds", Option.NONE, "N", "Pass N descriptors from 3 on to it"),
            Tables.repeated(
                "cgroup",
                Option.NONE,
                "[CONTROLLER,...:]PATH",
                "A cgroup below the container's to execute it in"),
            Tables.flag("ignore-paused", Option.NONE, "Execute although the container is paused"))
        .options(Insight::options)
        .build();
  }
}

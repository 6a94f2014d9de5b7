package dev.jaula.runtime;

import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.ValueKind;

/** The options of {@code create} and {@code run}. */
final class CreateOptions {
  private CreateOptions() {}

  static OptionGroup create() {
    return OptionGroup.of(
        "Options",
        "Options",
        Tables.value("bundle", 'b', "DIR", "The bundle (default: the working directory)")
            .of(ValueKind.DIRECTORY),
        Tables.value("config", 'f', "FILE", "Another file than the bundle's config.json")
            .of(ValueKind.FILE),
        Tables.value(
                "console-socket", Option.NONE, "PATH", "Send the terminal's master to this socket")
            .of(ValueKind.FILE),
        Tables.value("pidfd-socket", "PATH", "Send a pidfd of the first process to this socket")
            .of(ValueKind.FILE),
        Tables.value("pid-file", Option.NONE, "FILE", "Write the first process's id to this file")
            .of(ValueKind.FILE),
        Tables.flag("no-pivot", Option.NONE, "Ignored: pivot_root works on every root here"),
        Tables.flag("no-new-keyring", Option.NONE, "Keep the caller's session keyring"),
        Tables.value(
            "preserve-fds", Option.NONE, "N", "Pass N descriptors from 3 on to the command"));
  }

  static OptionGroup run() {
    return OptionGroup.of(
        "Run",
        "Run",
        Tables.flag("detach", 'd', "Do not wait for the command"),
        Tables.flag("keep", Option.NONE, "Do not delete the container when it has ended"),
        Tables.flag("no-subreaper", Option.NONE, "Ignored: jaula-runtime never is a subreaper"));
  }
}

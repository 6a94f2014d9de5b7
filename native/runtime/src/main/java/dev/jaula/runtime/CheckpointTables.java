package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.ValueKind;

/** The tables of {@code checkpoint} and {@code restore}. */
final class CheckpointTables {
  private CheckpointTables() {}

  static Command checkpoint() {
    return Tables.verb("checkpoint", "Write a running container to files, by CRIU")
        .operands(Tables.ID)
        .options(CheckpointTables::written)
        .options(CheckpointTables::shared)
        .build();
  }

  static Command restore() {
    return Tables.verb("restore", "Make a container run again from the files of a checkpoint")
        .operands(Tables.ID)
        .options(CheckpointTables::restored)
        .options(CheckpointTables::shared)
        .build();
  }

  private static OptionGroup shared() {
    return OptionGroup.of(
        "CRIU",
        "CRIU",
        Tables.value("image-path", "DIR", "The checkpoint's directory (./checkpoint)")
            .of(ValueKind.DIRECTORY),
        Tables.value("work-path", "DIR", "Where CRIU writes its log and other work")
            .of(ValueKind.DIRECTORY),
        Tables.flag("tcp-established", "Allow open TCP connections"),
        Tables.flag("ext-unix-sk", "Allow Unix sockets that lead outside"),
        Tables.flag("shell-job", "Allow a terminal from outside"),
        Tables.flag("file-locks", "Allow file locks"),
        Tables.flag("lazy-pages", "Copy memory on demand, by userfaultfd"),
        Tables.value("manage-cgroups-mode", "MODE", "soft, full, strict or ignore (soft)")
            .suggests("soft", "full", "strict", "ignore"),
        Tables.repeated(
            "empty-ns", dev.jaula.args.Option.NONE, "TYPE", "A namespace to make, but not to fill"),
        Tables.flag("auto-dedup", "Drop pages that are held twice"));
  }

  private static OptionGroup written() {
    return OptionGroup.of(
        "Checkpoint",
        "Checkpoint",
        Tables.value("parent-path", "DIR", "The checkpoint that --pre-dump wrote before"),
        Tables.flag("leave-running", "Let the container run on"),
        Tables.flag("tcp-skip-in-flight", "Leave out TCP connections that are not yet open"),
        Tables.flag("link-remap", "Allow open files that were unlinked"),
        Tables.value("status-fd", "N", "Write \\0 to this descriptor when lazy pages are ready"),
        Tables.value("page-server", "ADDRESS:PORT", "Send memory to a page server"),
        Tables.flag("pre-dump", "Only write memory, and let the container run on"));
  }

  private static OptionGroup restored() {
    return OptionGroup.of(
        "Restore",
        "Restore",
        Tables.value("bundle", 'b', "DIR", "The bundle (default: the working directory)")
            .of(ValueKind.DIRECTORY),
        Tables.value("console-socket", "PATH", "Send the terminal's master to this socket")
            .of(ValueKind.FILE),
        Tables.value("pid-file", "FILE", "Write the first process's id to this file")
            .of(ValueKind.FILE),
        Tables.flag("detach", 'd', "Do not wait for the command"),
        Tables.flag("no-subreaper", "Ignored: jaula-runtime never is a subreaper"),
        Tables.flag("no-pivot", "Ignored: pivot_root works on every root here"),
        Tables.value("lsm-profile", "TYPE:NAME", "Another profile, as apparmor:NAME"),
        Tables.value("lsm-mount-context", "CONTEXT", "Another SELinux context of mounts"));
  }
}

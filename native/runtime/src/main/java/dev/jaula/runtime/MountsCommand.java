package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Mounts;
import dev.jaula.linux.Processes;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.MountOptions;
import dev.jaula.plan.OciMountSteps;
import dev.jaula.spec.Mount;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code mounts add} and {@code mounts remove}: changes what a running container sees, as crun
 * does. Sources are opened on the host; a child that has entered the container's mount namespace
 * attaches them.
 */
final class MountsCommand {
  private final Machine machine;
  private final Container container;
  private final List<Mount> mounts;

  private MountsCommand(Session session) {
    this.machine = session.machine();
    this.container = Container.of(session);
    this.mounts = read(session);
  }

  private static List<Mount> read(Session session) {
    String file = session.arguments().operands().get(1);
    try {
      byte[] text = Bytes.encode(session.machine().files().read(file));
      return SpecReader.readMounts(JsonParser.parse(text));
    } catch (JsonException e) {
      throw new OciException(file + ": " + e.getMessage());
    }
  }

  static int add(Session session) {
    MountsCommand command = new MountsCommand(session);
    for (Mount mount : command.mounts) {
      OciMountSteps.refuseProc(mount);
    }
    List<Fd> trees = command.trees();
    return command.inside(root -> {
      for (int i = 0; i < trees.size(); i++) {
        root.add(command.mounts.get(i), trees.get(i));
      }
    });
  }

  static int remove(Session session) {
    MountsCommand command = new MountsCommand(session);
    return command.inside(root -> {
      for (int i = command.mounts.size() - 1; i >= 0; i--) {
        root.remove(command.mounts.get(i).destination());
      }
    });
  }

  /** What is done from inside. */
  private interface Work {
    void in(ContainerRoot root);
  }

  /** One for each mount: the host's tree, or a null descriptor for a file system of its own. */
  private List<Fd> trees() {
    List<Fd> trees = new ArrayList<>();
    for (Mount mount : mounts) {
      trees.add(machine.files().own(mount.isBind() ? tree(mount) : -1));
    }
    return trees;
  }

  private int tree(Mount mount) {
    MountOptions options = MountOptions.of(mount.options());
    if (!mount.uidMappings().isEmpty() || mount.options().contains("idmap")) {
      throw new OciException(
          "mounts add: " + mount.destination() + ": an id-mapped mount must be in config.json");
    }
    String source = String.valueOf(mount.source());
    int tree = machine.mounts().cloneTree(Files.AT_FDCWD, source, options.recursive());
    if (options.attributes() != 0) {
      boolean recursive = options.recursiveAttributes();
      machine
          .mounts()
          .setAttributes(tree, "", recursive, options.attributes(), clear(options), 0, 0);
    }
    return tree;
  }

  /** The kernel wants the old choice of times cleared beside a new one (man 2 mount_setattr). */
  private static long clear(MountOptions options) {
    return (options.attributes() & Mounts.MOUNT_ATTR_NOATIME) != 0 ? Mounts.MOUNT_ATTR_ATIME : 0;
  }

  private int inside(Work work) {
    @Nullable Fd pidfd = container.open();
    if (pidfd == null) {
      throw OciException.notRunning(container.id());
    }
    Files files = machine.files();
    int[] ends = files.descriptors().pipe(0);
    int[] child = new int[1];
    int pid = machine.processes().fork(0, -1, child);
    if (pid == 0) {
      files.print(ends[1], attempt(pidfd, work));
      machine.processes().exit(0);
    }
    files.close(ends[1]);
    try (Fd told = files.own(ends[0]);
        Fd process = files.own(child[0]);
        Fd first = pidfd) {
      String message = Bytes.decode(files.readAll(told.number()));
      machine.processes().tryWait(pid);
      if (!message.equals("done")) {
        throw new OciException(
            "mounts: " + (message.isEmpty() ? "the helper was killed" : message));
      }
    }
    return 0;
  }

  /** Nobody in there may look into this process and what it holds open (CVE-2016-9962). */
  private void hide() {
    machine.credentials().setDumpable(false);
  }

  /** What went wrong, or "done". */
  private String attempt(Fd pidfd, Work work) {
    try {
      int flags = Processes.CLONE_NEWNS;
      @Nullable Namespace user = container.spec().linux().namespace(NamespaceType.USER);
      if (user != null) {
        flags |= Processes.CLONE_NEWUSER;
      }
      hide();
      machine.processes().setNamespace(pidfd.number(), flags, "container " + container.id());
      if (user != null) {
        machine.credentials().setGroupId(0);
        machine.credentials().setUserId(0);
        hide(); // as a change of user may undo it (man 2 prctl)
      }
      work.in(new ContainerRoot(machine));
      return "done";
    } catch (LinuxException | OciException | PerformException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

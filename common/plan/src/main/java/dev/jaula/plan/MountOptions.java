package dev.jaula.plan;

import dev.jaula.linux.Mounts;
import java.util.List;

/**
 * Mount options as in fstab(5) and config.md: those that are flags, the propagation, and the rest,
 * which goes to the file system.
 *
 * @param flags MS_ bits for mount(2)
 * @param attributes MOUNT_ATTR_ bits for mount_setattr(2)
 * @param recursive whether the source's submounts come along
 * @param recursiveAttributes whether attributes hold for submounts too ({@code rro} ...)
 * @param propagation an MS_ bit, with MS_REC when recursive; 0 for none
 * @param data comma separated
 * @param copyUp whether a tmpfs begins with what the root file system has there
 */
public record MountOptions(
    long flags,
    long attributes,
    boolean recursive,
    boolean recursiveAttributes,
    long propagation,
    String data,
    boolean copyUp) {

  /** Reads them in order: the last word about a flag counts. */
  public static MountOptions of(List<String> options) {
    Reader reader = new Reader();
    for (String option : options) {
      reader.read(option);
    }
    return new MountOptions(
        reader.flags,
        reader.attributes,
        reader.recursive,
        // as in Docker, a read-only tree is read-only all the way down
        reader.recursiveAttributes
            || reader.recursive && (reader.attributes & Mounts.MOUNT_ATTR_RDONLY) != 0,
        reader.propagation,
        reader.data.toString(),
        reader.copyUp);
  }

  private static final class Reader {
    private long flags;
    private long attributes;
    private boolean recursive;
    private boolean recursiveAttributes;
    private long propagation;
    private boolean copyUp;
    private final StringBuilder data = new StringBuilder();

    private void flag(long flag, long attribute, boolean on) {
      flags = on ? flags | flag : flags & ~flag;
      attributes = on ? attributes | attribute : attributes & ~attribute;
    }

    private void recursively(long flag, long attribute, boolean on) {
      flag(flag, attribute, on);
      recursiveAttributes = true;
    }

    void read(String option) {
      switch (option) {
        case "ro" -> flag(Mounts.MS_RDONLY, Mounts.MOUNT_ATTR_RDONLY, true);
        case "rw" -> flag(Mounts.MS_RDONLY, Mounts.MOUNT_ATTR_RDONLY, false);
        case "nosuid" -> flag(Mounts.MS_NOSUID, Mounts.MOUNT_ATTR_NOSUID, true);
        case "suid" -> flag(Mounts.MS_NOSUID, Mounts.MOUNT_ATTR_NOSUID, false);
        case "nodev" -> flag(Mounts.MS_NODEV, Mounts.MOUNT_ATTR_NODEV, true);
        case "dev" -> flag(Mounts.MS_NODEV, Mounts.MOUNT_ATTR_NODEV, false);
        case "noexec" -> flag(Mounts.MS_NOEXEC, Mounts.MOUNT_ATTR_NOEXEC, true);
        case "exec" -> flag(Mounts.MS_NOEXEC, Mounts.MOUNT_ATTR_NOEXEC, false);
        case "noatime" -> flag(Mounts.MS_NOATIME, Mounts.MOUNT_ATTR_NOATIME, true);
        case "nodiratime" -> flag(Mounts.MS_NODIRATIME, Mounts.MOUNT_ATTR_NODIRATIME, true);
        case "relatime" -> flag(Mounts.MS_RELATIME, 0, true);
        case "strictatime" -> flag(Mounts.MS_STRICTATIME, 0, true);
        case "rro" -> recursively(Mounts.MS_RDONLY, Mounts.MOUNT_ATTR_RDONLY, true);
        case "rnosuid" -> recursively(Mounts.MS_NOSUID, Mounts.MOUNT_ATTR_NOSUID, true);
        case "rnodev" -> recursively(Mounts.MS_NODEV, Mounts.MOUNT_ATTR_NODEV, true);
        case "rnoexec" -> recursively(Mounts.MS_NOEXEC, Mounts.MOUNT_ATTR_NOEXEC, true);
        case "bind" -> flags |= Mounts.MS_BIND;
        case "rbind" -> {
          flags |= Mounts.MS_BIND;
          recursive = true;
        }
        case "tmpcopyup" -> copyUp = true;
        case "defaults", "", "idmap" -> {}
        default -> other(option);
      }
    }

    private void other(String option) {
      long propagated = propagation(option);
      if (propagated != 0) {
        propagation = propagated;
        return;
      }
      if (!data.isEmpty()) {
        data.append(',');
      }
      data.append(option);
    }

    private static long propagation(String option) {
      return switch (option) {
        case "private" -> Mounts.MS_PRIVATE;
        case "rprivate" -> Mounts.MS_PRIVATE | Mounts.MS_REC;
        case "shared" -> Mounts.MS_SHARED;
        case "rshared" -> Mounts.MS_SHARED | Mounts.MS_REC;
        case "slave" -> Mounts.MS_SLAVE;
        case "rslave" -> Mounts.MS_SLAVE | Mounts.MS_REC;
        case "unbindable" -> Mounts.MS_UNBINDABLE;
        case "runbindable" -> Mounts.MS_UNBINDABLE | Mounts.MS_REC;
        default -> 0;
      };
    }
  }
}

package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * Capabilities by number and name (man 7 capabilities). A set is a long, bit n for capability n.
 */
public final class Capabilities {
  private static final List<String> NAMES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_DAC_READ_SEARCH",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETPCAP",
          "CAP_LINUX_IMMUTABLE",
          "CAP_NET_BIND_SERVICE",
          "CAP_NET_BROADCAST",
          "CAP_NET_ADMIN",
          "CAP_NET_RAW",
          "CAP_IPC_LOCK",
          "CAP_IPC_OWNER",
          "CAP_SYS_MODULE",
          "CAP_SYS_RAWIO",
          "CAP_SYS_CHROOT",
          "CAP_SYS_PTRACE",
          "CAP_SYS_PACCT",
          "CAP_SYS_ADMIN",
          "CAP_SYS_BOOT",
          "CAP_SYS_NICE",
          "CAP_SYS_RESOURCE",
          "CAP_SYS_TIME",
          "CAP_SYS_TTY_CONFIG",
          "CAP_MKNOD",
          "CAP_LEASE",
          "CAP_AUDIT_WRITE",
          "CAP_AUDIT_CONTROL",
          "CAP_SETFCAP",
          "CAP_MAC_OVERRIDE",
          "CAP_MAC_ADMIN",
          "CAP_SYSLOG",
          "CAP_WAKE_ALARM",
          "CAP_BLOCK_SUSPEND",
          "CAP_AUDIT_READ",
          "CAP_PERFMON",
          "CAP_BPF",
          "CAP_CHECKPOINT_RESTORE");

  /** The fourteen that Docker gives a container (moby, profiles/capabilities). */
  public static final long DOCKER_DEFAULT =
      bit(0) | bit(1) | bit(3) | bit(4) | bit(5) | bit(6) | bit(7) | bit(8) | bit(10) | bit(13)
          | bit(18) | bit(27) | bit(29) | bit(31);

  /** Every capability that this table knows. */
  public static final long ALL = (1L << 41) - 1;

  public static final int SYS_ADMIN = 21;
  public static final int MKNOD = 27;

  private Capabilities() {}

  private static long bit(int capability) {
    return 1L << capability;
  }

  /** All names without their prefix, in the order of their numbers. */
  public static List<String> names() {
    List<String> bare = new ArrayList<>();
    for (String name : NAMES) {
      bare.add(name.substring("CAP_".length()));
    }
    return bare;
  }

  /** {@code CAP_CHOWN} for 0. */
  public static String name(int capability) {
    return capability < NAMES.size() ? NAMES.get(capability) : "CAP_" + capability;
  }

  /** The number of {@code chown}, {@code CHOWN} or {@code CAP_CHOWN}; -1 when there is none. */
  public static int number(String name) {
    String upper = Ascii.upper(name);
    return NAMES.indexOf(upper.startsWith("CAP_") ? upper : "CAP_" + upper);
  }

  /** The full names of a set, in the order of their numbers. */
  public static List<String> names(long set) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((set >>> i & 1) != 0) {
        list.add(NAMES.get(i));
      }
    }
    return list;
  }
}

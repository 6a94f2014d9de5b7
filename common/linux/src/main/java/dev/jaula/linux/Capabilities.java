package dev.jaula.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * Capabilities by number and name (man 7 capabilities). A set is a long, bit n for capability n.
 */
public final class Capabilities {
  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

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
    return NAMES;
  }

  /** {@code CAP_CHOWN} for 0. */
  public static String name(int capability) {
    return capability < NAMES.size() ? "CAP_" + NAMES.get(capability) : "CAP_" + capability;
  }

  /** The number of {@code chown}, {@code CHOWN} or {@code CAP_CHOWN}; -1 when there is none. */
  public static int number(String name) {
    String upper = name.toUpperCase();
    return NAMES.indexOf(upper.startsWith("CAP_") ? upper.substring(4) : upper);
  }

  /** The full names of a set, in the order of their numbers. */
  public static List<String> names(long set) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      if ((set >>> i & 1) != 0) {
        list.add("CAP_" + NAMES.get(i));
      }
    }
    return list;
  }
}

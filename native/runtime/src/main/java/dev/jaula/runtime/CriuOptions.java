package dev.jaula.runtime;

/** How a dump or a restore is to be done (rpc.proto, criu_opts): the fields by their numbers. */
final class CriuOptions {
  static final int IMAGES_DIR_FD = 1;
  static final int PID = 2;
  static final int LEAVE_RUNNING = 3;
  static final int EXT_UNIX_SK = 4;
  static final int TCP_ESTABLISHED = 5;
  static final int EVASIVE_DEVICES = 6;
  static final int SHELL_JOB = 7;
  static final int FILE_LOCKS = 8;
  static final int LOG_LEVEL = 9;
  static final int LOG_FILE = 10;
  static final int PAGE_SERVER = 11;
  static final int NOTIFY_SCRIPTS = 12;
  static final int ROOT = 13;
  static final int PARENT_IMG = 14;
  static final int TRACK_MEM = 15;
  static final int AUTO_DEDUP = 16;
  static final int WORK_DIR_FD = 17;
  static final int LINK_REMAP = 18;
  static final int EXT_MNT = 23;
  static final int MANAGE_CGROUPS = 24;
  static final int CG_ROOT = 25;
  static final int RST_SIBLING = 26;
  static final int INHERIT_FD = 27;
  static final int MANAGE_CGROUPS_MODE = 34;
  static final int EXTERNAL = 37;
  static final int EMPTY_NS = 38;
  static final int JOIN_NS = 39;
  static final int FREEZE_CGROUP = 44;
  static final int TCP_SKIP_IN_FLIGHT = 46;
  static final int LAZY_PAGES = 48;
  static final int STATUS_FD = 49;
  static final int ORPHAN_PTS_MASTER = 50;
  static final int CONFIG_FILE = 51;
  static final int LSM_PROFILE = 53;
  static final int LSM_MOUNT_CONTEXT = 63;

  private final ProtoWriter message = new ProtoWriter();

  ProtoWriter message() {
    return message;
  }

  CriuOptions number(int field, long value) {
    message.number(field, value);
    return this;
  }

  CriuOptions flag(int field, boolean value) {
    message.flag(field, value);
    return this;
  }

  CriuOptions text(int field, String value) {
    message.text(field, value);
    return this;
  }

  /** A mount that is not in the images: what it is called there, and what it is here. */
  CriuOptions externalMount(String key, String value) {
    return pair(EXT_MNT, key, value);
  }

  /** Where the container's tree of a controller begins. */
  CriuOptions cgroupRoot(String controller, String path) {
    return pair(CG_ROOT, controller, path);
  }

  CriuOptions joinNamespace(String type, String file) {
    return pair(JOIN_NS, type, file);
  }

  /** A descriptor of CRIU's that takes the place of one in the images. */
  CriuOptions inherit(String key, int fd) {
    message.message(INHERIT_FD, new ProtoWriter().text(1, key).number(2, fd));
    return this;
  }

  CriuOptions pageServer(String address, int port) {
    message.message(PAGE_SERVER, new ProtoWriter().text(1, address).number(2, port));
    return this;
  }

  private CriuOptions pair(int field, String first, String second) {
    message.message(field, new ProtoWriter().text(1, first).text(2, second));
    return this;
  }
}

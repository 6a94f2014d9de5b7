package dev.jaula.runtime;

import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonText;
import dev.jaula.json.JsonValue;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import dev.jaula.linux.Words;
import dev.jaula.perform.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the container's standard streams were when it was dumped, in descriptors.json beside the
 * images, as runc writes it: a restore puts its own in their place. A file of the host's, as
 * /dev/null or a log, is called {@code file[MOUNT:INODE]:PATH}; CRIU takes that for external
 * (criu(8), {@code --external file[]}).
 */
final class StandardStreams {
  static final String FILE = "descriptors.json";

  private static final int COUNT = 3;
  private static final String NULL = "/dev/null";

  private final Machine machine;

  StandardStreams(Machine machine) {
    this.machine = machine;
  }

  /** The names of a process's streams. */
  List<String> of(int pid) {
    List<String> names = new ArrayList<>();
    String mounts = "\n" + machine.files().read("/proc/" + pid + "/mountinfo");
    for (int fd = 0; fd < COUNT; fd++) {
      names.add(name(pid, fd, mounts));
    }
    return names;
  }

  private String name(int pid, int fd, String mounts) {
    String path = "/proc/" + pid + "/fd/" + fd;
    @Nullable String target = machine.files().readLink(path);
    if (target == null || !target.startsWith("/")) {
      return target == null ? "" : target;
    }
    @Nullable Stat stat = machine.files().stat(path);
    @Nullable String mount = mount(machine.files().tryRead("/proc/" + pid + "/fdinfo/" + fd));
    if (stat == null || mount == null || mounts.contains("\n" + mount + " ") || isTerminal(stat)) {
      return target;
    }
    String id = Long.toHexString(Long.parseLong(mount)) + ":" + Long.toHexString(stat.inode());
    return "file[" + id + "]:" + target;
  }

  /** CRIU has its own way with those (majors of Unix98 terminals, and /dev/console and its kin). */
  private static boolean isTerminal(Stat stat) {
    int major = stat.nodeMajor();
    return stat.isCharacterDevice() && (major >= 136 && major <= 143 || major == 4 || major == 5);
  }

  private static @Nullable String mount(@Nullable String text) {
    for (String line : Words.split(text == null ? "" : text, '\n')) {
      if (line.startsWith("mnt_id:")) {
        String number = line.substring("mnt_id:".length()).trim();
        return Words.isNumber(number) ? number : null;
      }
    }
    return null;
  }

  /** Tells CRIU which of them lead outside. */
  static void addForDump(List<String> names, CriuOptions options) {
    List<String> seen = new ArrayList<>();
    for (String name : names) {
      String key = key(name);
      if (key.startsWith("file[") && !seen.contains(key)) {
        seen.add(key);
        options.text(CriuOptions.EXTERNAL, key);
      }
    }
  }

  /**
   * Puts descriptors in their place. The last of those with the same key counts: what errors go to,
   * rather than the input.
   */
  static void addForRestore(List<String> names, int[] fds, CriuOptions options) {
    List<String> seen = new ArrayList<>();
    for (int fd = names.size() - 1; fd >= 0; fd--) {
      String name = names.get(fd);
      String key = key(name);
      boolean leads = key.startsWith("file[") || key.contains("pipe:");
      if (leads && !seen.contains(key)) {
        seen.add(key);
        options.inherit(key, fds[fd]);
      }
    }
  }

  /** What CRIU calls it. */
  private static String key(String name) {
    int end = name.startsWith("file[") ? name.indexOf(']') : -1;
    return end < 0 ? name : name.substring(0, end + 1);
  }

  void write(String images, List<String> names) {
    JsonText text = JsonText.compact().array();
    for (String name : names) {
      text.value(name);
    }
    machine.files().replace(images + "/" + FILE, text.endArray().toString(), 0600);
  }

  /** An error when the images are not those of a container. */
  List<String> read(String images) {
    String file = images + "/" + FILE;
    @Nullable String text = machine.files().tryRead(file);
    if (text == null) {
      throw new OciException(
          "--image-path: " + images + " holds no images of a container: " + FILE + " is not there");
    }
    try {
      List<String> names = new ArrayList<>();
      for (JsonValue name : JsonParser.parse(Bytes.encode(text)).array()) {
        names.add(name.string());
      }
      return names;
    } catch (JsonException e) {
      throw new OciException(file + ": " + e.getMessage() + "; make the checkpoint again");
    }
  }

  /**
   * What takes the place of each: our own, but /dev/null for itself. CRIU wants a file to be as
   * long as it was; where ours is not, the old one stays, with a warning.
   *
   * @param open receives what is opened for that
   */
  int[] replacements(List<String> names, List<Fd> open, Log log) {
    int[] fds = new int[names.size()];
    for (int i = 0; i < fds.length; i++) {
      int end = names.get(i).startsWith("file[") ? names.get(i).indexOf("]:") : -1;
      String path = end < 0 ? "" : names.get(i).substring(end + 2);
      fds[i] = path.isEmpty() || fits(i, path) ? i : open(path, open);
      if (fds[i] != i && !path.equals(NULL)) {
        log.warn("descriptor " + i + " of the container stays " + path + ": CRIU keeps files");
      }
    }
    return fds;
  }

  private boolean fits(int fd, String path) {
    @Nullable Stat ours = machine.files().statDescriptor(fd);
    @Nullable Stat old = machine.files().stat(path);
    if (old == null) {
      return true;
    }
    return ours != null && ours.isRegular() && old.isRegular() && ours.size() == old.size();
  }

  private int open(String path, List<Fd> open) {
    Fd fd = machine.files().open(path, Files.O_RDWR | Files.O_NOCTTY);
    open.add(fd);
    return fd.number();
  }
}

package dev.jaula.cli;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import dev.jaula.linux.Sha256;
import dev.jaula.linux.Stat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Root file systems from tar archives: each is unpacked once, into a directory named by the
 * archive's SHA-256. The digest of a large archive takes a while, so it is remembered by the file's
 * identity, size and time.
 */
final class ArchiveStore {
  private final Session session;
  private final Files files;
  private final String folder;

  ArchiveStore(Session session) {
    this.session = session;
    this.files = session.machine().files();
    this.folder = session.folders().roots();
  }

  String directory(String archive) {
    files.directories().makeWithParents(folder.substring(0, folder.lastIndexOf('/')), 0711);
    // closed: programs that run as their owner lie in there
    files.directories().makeIfAbsent(folder, 0700);
    String digest = digest(archive);
    String directory = folder + "/" + digest;
    if (files.stat(directory) == null) {
      try (Fd lock =
          files.openAt(Files.AT_FDCWD, folder + "/lock", Files.O_RDWR | Files.O_CREAT, 0600)) {
        files.descriptors().lock(lock.number(), true);
        if (files.stat(directory) == null) {
          unpack(archive, directory);
        }
      }
    }
    return directory;
  }

  private String digest(String archive) {
    @Nullable Stat stat = files.stat(archive);
    if (stat == null) {
      throw new CliException("\"" + archive + "\" has gone");
    }
    String known =
        folder
            + "/"
            + stat.deviceMajor()
            + "-"
            + stat.deviceMinor()
            + "-"
            + stat.inode()
            + "-"
            + stat.size()
            + "-"
            + stat.modified()
            + ".digest";
    String digest = files.tryRead(known);
    if (digest != null && digest.length() == 64) {
      return digest;
    }
    String fresh = compute(archive);
    files.replace(known, fresh, 0600);
    return fresh;
  }

  private String compute(String archive) {
    Sha256 sum = new Sha256();
    byte[] data = new byte[16 * 1024];
    try (Fd fd = files.open(archive, Files.O_RDONLY)) {
      for (int n = files.read(fd.number(), data, 0, data.length); n > 0; ) {
        sum.update(data, 0, n);
        n = files.read(fd.number(), data, 0, data.length);
      }
    }
    return sum.hex();
  }

  /** Into a temporary name first: a directory that has its final name is whole. */
  private void unpack(String archive, String directory) {
    String fresh = directory + ".new";
    if (files.stat(fresh) != null) {
      files.directories().removeTree(fresh);
    }
    files.directories().make(fresh, 0755);
    int code = tar(archive, fresh);
    if (code != 0 || files.directories().list(fresh).isEmpty()) {
      files.directories().removeTree(fresh);
      throw new CliException("\"" + archive + "\" " + trouble(archive, code));
    }
    files.rename(fresh, directory);
  }

  private static String trouble(String archive, int code) {
    if (code == 127) {
      return "cannot be unpacked: tar is missing; install the package tar";
    }
    if (archive.endsWith(".zst") || archive.endsWith(".xz")) {
      return "cannot be unpacked: is it whole, and are "
          + (archive.endsWith(".xz") ? "xz" : "zstd")
          + " and tar installed?";
    }
    return "is no tar archive that tar can unpack (exit code "
        + code
        + "); see what it says: tar -tf "
        + archive;
  }

  /** tar takes what stands before a colon for another machine, unless a slash comes first. */
  private static String local(String archive) {
    return archive.startsWith("/") ? archive : "./" + archive;
  }

  private int tar(String archive, String directory) {
    Processes processes = session.machine().processes();
    List<String> args = new ArrayList<>(List.of("tar", "--extract", "--file", local(archive)));
    args.addAll(List.of("--directory", directory, "--numeric-owner", "--preserve-permissions"));
    if (session.machine().credentials().userId() != 0) {
      // device nodes need root; a container gets its own
      args.addAll(List.of("--no-same-owner", "--exclude=./dev/*", "--exclude=dev/*"));
    }
    int pid = processes.fork(0, -1, new int[1]);
    if (pid == 0) {
      List<String> env = List.of(EnvironmentReader.PATH, "LC_ALL=C");
      // what tar says comes in its own many lines; ours names the archive
      files.descriptors().duplicate(files.open("/dev/null", Files.O_WRONLY).release(), 2);
      int result = 0;
      for (String place : List.of("/usr/bin/", "/bin/", "/usr/local/bin/")) {
        result = processes.execute(place + "tar", args, env);
      }
      processes.exit(result == -Errno.ENOENT ? 127 : 126);
    }
    return processes.wait(pid);
  }
}

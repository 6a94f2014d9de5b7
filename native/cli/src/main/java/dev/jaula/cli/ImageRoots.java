package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.handover.ImageNames;
import dev.jaula.handover.RunRecord;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Stat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as ROOT: one that is unpacked has a record, which is read; for any other the engine is
 * called, to pull and unpack it.
 */
final class ImageRoots {
  private static final int TRIES = 500;

  /** Milliseconds. */
  private static final int PAUSE = 2;

  private final Session session;
  private final Files files;
  private final String store;
  private final String records;

  ImageRoots(Session session) {
    this.session = session;
    this.files = session.machine().files();
    this.store = session.folders().store();
    this.records = store + "/images/run";
  }

  /** Whether it may be an image's name or ID, going by its characters. */
  static boolean isName(String typed) {
    if (typed.isEmpty() || typed.charAt(0) == '/' || typed.charAt(0) == '.') {
      return false;
    }
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && "._-/:@".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an image of this name is unpacked. */
  boolean isHere(String typed) {
    return files.exists(records + "/" + ImageNames.file(ImageNames.whole(typed)));
  }

  /**
   * The image, pulled first when it is not there or {@code --pull} says so (docker run, --pull).
   * From then on it is held, so that nobody removes it while this process lives.
   */
  RootChoice find(Arguments arguments, String typed) {
    String pull = arguments.value("pull", "missing");
    // which platform a record is for, only the engine knows
    boolean isAsked = pull.equals("always") || arguments.has("platform");
    @Nullable RootChoice found = isAsked ? null : look(typed);
    if (found != null) {
      return found;
    }
    List<String> words = new ArrayList<>(List.of("prepare", "--pull", pull));
    if (arguments.is("quiet")) {
      words.add("--quiet");
    }
    if (arguments.has("platform")) {
      words.addAll(List.of("--platform", arguments.value("platform", "")));
    }
    words.add(typed);
    int code = new Engine(session).call(words);
    if (code != 0) {
      // the engine has said why
      session.machine().processes().exit(CliException.FAILED);
    }
    found = look(typed);
    if (found == null) {
      throw new CliException("\"" + typed + "\": the image was removed as soon as it was there");
    }
    return found;
  }

  private @Nullable RootChoice look(String typed) {
    @Nullable RootChoice named = open(ImageNames.file(ImageNames.whole(typed)));
    if (named != null || !ImageNames.mayBeId(typed)) {
      return named;
    }
    String prefix = typed.startsWith("sha256:") ? typed : "sha256:" + typed;
    @Nullable String only = null;
    for (String name : files.directories().tryList(records)) {
      if (name.startsWith(prefix)) {
        if (only != null) {
          throw new CliException(
              "\"" + typed + "\" is the beginning of several images' IDs; type more of it");
        }
        only = name;
      }
    }
    return only == null ? null : open(only);
  }

  /**
   * One that somebody removes at this moment is not there any more; one that somebody looks at or
   * replaces is free again soon.
   */
  private @Nullable RootChoice open(String name) {
    for (int i = 0; i < TRIES; i++) {
      int fd = files.tryOpenAt(Files.AT_FDCWD, records + "/" + name, Files.O_RDONLY, 0);
      if (fd < 0) {
        return null;
      }
      Fd record = files.own(fd);
      if (files.descriptors().tryShare(fd) && hasName(fd)) {
        RunRecord image = RunRecord.read(files.readAll(fd));
        // held until this process ends
        record.release();
        return choice(image);
      }
      record.close();
      session.machine().signals().poll(new int[0], new int[0], new int[0], PAUSE);
    }
    throw new CliException(
        records + "/" + name + " is locked; who holds it: fuser " + records + "/" + name);
  }

  /** A file that lost its name before it was locked is nobody's record any more. */
  private boolean hasName(int fd) {
    @Nullable Stat stat = files.statDescriptor(fd);
    return stat != null && stat.links() > 0;
  }

  private RootChoice choice(RunRecord image) {
    List<String> layers = new ArrayList<>();
    for (String layer : image.layers()) {
      layers.add(store + "/" + layer);
    }
    return new RootChoice(
        layers.get(0), layers.subList(1, layers.size()), store + "/" + image.users(), image);
  }
}

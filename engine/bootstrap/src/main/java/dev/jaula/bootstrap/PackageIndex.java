package dev.jaula.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The packages of all Packages files that were read, the newest version of each name. A file of 50
 * MB goes through as a stream; of each paragraph the few lines that matter are kept.
 */
final class PackageIndex {
  private static final int BUFFER = 128 * 1024;
  private static final byte[][] KEPT = {
    bytes("Version:"),
    bytes("Architecture:"),
    bytes("Priority:"),
    bytes("Essential:"),
    bytes("Pre-Depends:"),
    bytes("Depends:"),
    bytes("Provides:"),
    bytes("Filename:"),
    bytes("Size:"),
    bytes("SHA256:"),
  };
  private static final byte[] NAME = bytes("Package:");
  private static final byte[] PROVIDES = bytes("Provides:");
  private static final boolean[] FIRST = firsts();

  private final String arch;
  private final Map<String, DebPackage> newest = new HashMap<>(1 << 16);
  private final List<DebPackage> providing = new ArrayList<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(2048);
  private @Nullable Map<String, List<DebPackage>> providers;

  PackageIndex(String arch) {
    this.arch = arch;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean[] firsts() {
    boolean[] firsts = new boolean[128];
    for (byte[] key : KEPT) {
      firsts[key[0]] = true;
    }
    return firsts;
  }

  String arch() {
    return arch;
  }

  /** Reads a Packages file, plain. */
  void read(InputStream in, AptSource source) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int filled = 0;
    int n = in.read(buffer, 0, buffer.length);
    while (n > 0) {
      filled += n;
      int used = paragraphs(buffer, filled, source);
      filled -= used;
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      } else {
        System.arraycopy(buffer, used, buffer, 0, filled);
      }
      n = in.read(buffer, filled, buffer.length - filled);
    }
    if (filled > 0) {
      byte[] last = Arrays.copyOf(buffer, filled + 2);
      last[filled] = '\n';
      last[filled + 1] = '\n';
      paragraphs(last, last.length, source);
    }
  }

  /** Takes the whole paragraphs at the beginning of a buffer; returns how many bytes they were. */
  private int paragraphs(byte[] b, int end, AptSource source) {
    int start = 0;
    int line = 0;
    while (line < end) {
      int stop = line;
      while (stop < end && b[stop] != '\n') {
        stop++;
      }
      if (stop == end) {
        break;
      }
      if (stop == line) {
        paragraph(b, start, stop, source);
        start = stop + 1;
      }
      line = stop + 1;
    }
    return start;
  }

  private void paragraph(byte[] b, int from, int to, AptSource source) {
    kept.reset();
    String name = "";
    boolean provides = false;
    boolean keep = false;
    int at = from;
    while (at < to) {
      int end = at;
      while (b[end] != '\n') {
        end++;
      }
      byte c = b[at];
      if (c == ' ' || c == '\t') {
        if (keep) {
          kept.write(b, at, end - at);
        }
      } else {
        if (keep) {
          kept.write('\n');
        }
        keep = c > 0 && FIRST[c] && isKept(b, at);
        if (keep) {
          provides |= c == 'P' && begins(b, at, PROVIDES);
          kept.write(b, at, end - at);
        } else if (c == 'P' && begins(b, at, NAME)) {
          name = new String(b, at + 8, end - at - 8, StandardCharsets.UTF_8).trim();
        }
      }
      at = end + 1;
    }
    if (keep) {
      kept.write('\n');
    }
    if (!name.isEmpty()) {
      add(new DebPackage(source, name, kept.toByteArray()), provides);
    }
  }

  private static boolean isKept(byte[] b, int at) {
    for (byte[] key : KEPT) {
      if (key[0] == b[at] && begins(b, at, key)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(byte[] b, int at, byte[] key) {
    if (at + key.length > b.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (b[at + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  private void add(DebPackage found, boolean provides) {
    DebPackage known = newest.get(found.name());
    if (known != null && DebianVersion.compare(known.version(), found.version()) >= 0) {
      return;
    }
    String its = found.architecture();
    if (!its.equals(arch) && !its.equals("all")) {
      return;
    }
    newest.put(found.name(), found);
    if (provides) {
      providing.add(found);
    }
  }

  /** The newest version of a package, or null when no archive has it. */
  @Nullable DebPackage get(String name) {
    return newest.get(name);
  }

  /** All packages, in no order. */
  Iterable<DebPackage> all() {
    return newest.values();
  }

  int size() {
    return newest.size();
  }

  /** The packages that provide a virtual one, in the order of the archives. */
  List<DebPackage> providers(String name) {
    Map<String, List<DebPackage>> map = providers;
    if (map == null) {
      map = new HashMap<>();
      for (DebPackage each : providing) {
        if (newest.get(each.name()) == each) {
          for (List<Relation> provided : each.provides(arch)) {
            map.computeIfAbsent(provided.getFirst().name(), _ -> new ArrayList<>()).add(each);
          }
        }
      }
      providers = map;
    }
    return map.getOrDefault(name, List.of());
  }
}

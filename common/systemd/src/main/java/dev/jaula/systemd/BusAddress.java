package dev.jaula.systemd;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where systemd listens.
 *
 * @param path of a socket, or {@code @name} of an abstract one
 * @param isDirect whether systemd itself is at the other end, and no bus between
 */
public record BusAddress(String path, boolean isDirect) {
  private static final String DIRECT = "/systemd/private";

  /**
   * The system's manager: what DBUS_SYSTEM_BUS_ADDRESS says, else systemd's own socket, which is
   * for root only and works without a bus, else the bus.
   */
  public static List<BusAddress> system(@Nullable String variable) {
    List<BusAddress> addresses = new ArrayList<>(parse(variable));
    if (addresses.isEmpty()) {
      addresses.add(new BusAddress("/run" + DIRECT, true));
      addresses.add(new BusAddress("/run/dbus/system_bus_socket", false));
    }
    return addresses;
  }

  /**
   * The manager of a user: systemd's own socket below XDG_RUNTIME_DIR, what
   * DBUS_SESSION_BUS_ADDRESS says (in a desktop session that can be a bus without systemd), the
   * user's bus. Without XDG_RUNTIME_DIR (sudo and su remove it) it is /run/user/UID.
   */
  public static List<BusAddress> user(
      @Nullable String variable, @Nullable String runtimeDirectory, int uid) {
    String directory =
        runtimeDirectory == null || runtimeDirectory.isEmpty()
            ? "/run/user/" + uid
            : runtimeDirectory;
    List<BusAddress> addresses = new ArrayList<>();
    addresses.add(new BusAddress(directory + DIRECT, true));
    addresses.addAll(parse(variable));
    BusAddress usual = new BusAddress(directory + "/bus", false);
    if (!addresses.contains(usual)) {
      addresses.add(usual);
    }
    return addresses;
  }

  /**
   * The Unix sockets of a list such as {@code unix:path=/run/dbus/system_bus_socket,guid=1;...}
   * (D-Bus specification, "Server Addresses"); other transports are left out.
   */
  static List<BusAddress> parse(@Nullable String list) {
    List<BusAddress> addresses = new ArrayList<>();
    for (String address : Words.filled(list == null ? "" : list, ';')) {
      if (address.startsWith("unix:")) {
        for (String pair : Words.filled(address.substring("unix:".length()), ',')) {
          String path = path(pair);
          if (path != null) {
            addresses.add(new BusAddress(path, path.endsWith(DIRECT)));
          }
        }
      }
    }
    return addresses;
  }

  private static @Nullable String path(String pair) {
    if (pair.startsWith("path=")) {
      return unescaped(pair.substring("path=".length()));
    }
    return pair.startsWith("abstract=")
        ? "@" + unescaped(pair.substring("abstract=".length()))
        : null;
  }

  /** {@code %} and two hexadecimal digits stand for a byte. */
  private static String unescaped(String text) {
    byte[] in = Bytes.encode(text);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      boolean isEscape = in[i] == '%' && i + 2 < in.length;
      int high = isEscape ? Digits.digit((char) in[i + 1], 16) : -1;
      int low = isEscape ? Digits.digit((char) in[i + 2], 16) : -1;
      if (high >= 0 && low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    byte[] exact = new byte[length];
    System.arraycopy(out, 0, exact, 0, length);
    return Bytes.decode(exact);
  }
}

package dev.jaula.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses that are written as numbers, and networks; no name is looked up. */
final class Addresses {
  private Addresses() {}

  /** The address that this text is, in brackets or not; null when it is a name. */
  static @Nullable InetAddress literal(String host) {
    String text = host;
    if (host.startsWith("[") && host.endsWith("]")) {
      text = host.substring(1, host.length() - 1);
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether it is this machine itself: localhost, 127.0.0.0/8, ::1. */
  static boolean loopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    @Nullable InetAddress address = literal(host);
    return address != null && address.isLoopbackAddress();
  }

  /**
   * Whether an address is in a network such as {@code 10.0.0.0/8}; false when it is written
   * wrongly.
   */
  static boolean within(String network, InetAddress address) {
    int slash = network.indexOf('/');
    @Nullable InetAddress start = slash < 0 ? null : literal(network.substring(0, slash));
    if (start == null || start.getAddress().length != address.getAddress().length) {
      return false;
    }
    int bits;
    try {
      bits = Integer.parseInt(network.substring(slash + 1));
    } catch (NumberFormatException e) {
      return false;
    }
    return bits >= 0 && equal(start.getAddress(), address.getAddress(), bits);
  }

  private static boolean equal(byte[] a, byte[] b, int bits) {
    if (bits > a.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (((a[bit / 8] ^ b[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether any address of a host is in a network; a name is looked up. */
  static boolean resolvesInto(String network, String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (within(network, address)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

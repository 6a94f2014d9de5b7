package dev.jaula.registry;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy: names with all below them, addresses, networks, each
 * with a port or without, and {@code *} for all.
 */
final class NoProxy {
  private final List<String> entries = new ArrayList<>();

  NoProxy(String value) {
    for (String part : value.split(",", -1)) {
      String entry = part.trim().toLowerCase(Locale.ROOT);
      if (!entry.isEmpty()) {
        entries.add(entry);
      }
    }
  }

  boolean covers(Origin origin) {
    if (Addresses.loopback(origin.host())) {
      return true;
    }
    return entries.stream().anyMatch(entry -> covers(entry, origin));
  }

  private static boolean covers(String entry, Origin origin) {
    if (entry.equals("*")) {
      return true;
    }
    @Nullable InetAddress address = Addresses.literal(origin.host());
    if (entry.indexOf('/') >= 0) {
      return address != null && Addresses.within(entry, address);
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    boolean port = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
    if (port) {
      name = entry.substring(0, colon);
      if (!entry.substring(colon + 1).equals(Integer.toString(origin.port()))) {
        return false;
      }
    }
    if (address != null) {
      return address.equals(Addresses.literal(name));
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? origin.host().endsWith(domain)
        : origin.host().equals(domain) || origin.host().endsWith("." + domain);
  }
}

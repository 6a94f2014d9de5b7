package dev.jaula.registry;

import java.net.URI;

/** Adds to an address's query, of which what is there stays as it is, escapes and all. */
final class Queries {
  private Queries() {}

  static URI add(URI uri, String query) {
    String text = uri.toString();
    int fragment = text.indexOf('#');
    String whole = fragment < 0 ? text : text.substring(0, fragment);
    char before = whole.indexOf('?') < 0 ? '?' : '&';
    boolean open = whole.endsWith("?") || whole.endsWith("&");
    return URI.create(open ? whole + query : whole + before + query);
  }
}

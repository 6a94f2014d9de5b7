package dev.jaula.cli;

import dev.jaula.perform.Machine;

/** Names and ids of containers: Docker's rule for names, runc's for ids. */
final class ContainerName {
  private static final String[] HOW = {
    "alegre", "bravo", "calmo", "claro", "doce", "esperto", "feliz", "firme", "forte", "gentil",
    "leve", "livre", "manso", "nobre", "novo", "raro"
  };
  private static final String[] WHO = {
    "anta",
    "arara",
    "boto",
    "caju",
    "capivara",
    "cutia",
    "jacu",
    "lobo",
    "mico",
    "onca",
    "paca",
    "quati",
    "sabia",
    "tamandua",
    "tatu",
    "tucano"
  };
  private static final String HEX = "0123456789abcdef";

  private ContainerName() {}

  /** {@code [a-zA-Z0-9][a-zA-Z0-9_.-]*}, at most 128 characters. */
  static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > 128) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && (i == 0 || c != '_' && c != '.' && c != '-')) {
        return false;
      }
    }
    return true;
  }

  /** 64 hexadecimal digits by chance. */
  static String newId(Machine machine) {
    char[] id = new char[64];
    byte[] random = machine.files().random(32);
    for (int i = 0; i < 32; i++) {
      id[2 * i] = HEX.charAt(random[i] >> 4 & 15);
      id[2 * i + 1] = HEX.charAt(random[i] & 15);
    }
    return new String(id);
  }

  /** A name that a person can say, made from an id; the end of it makes clashes unlikely. */
  static String madeUp(String id) {
    return WHO[HEX.indexOf(id.charAt(1))]
        + "-"
        + HOW[HEX.indexOf(id.charAt(0))]
        + "-"
        + id.substring(2, 6);
  }
}

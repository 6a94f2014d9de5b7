package dev.jaula.systemd;

import dev.jaula.linux.Bytes;

/** Values as bytes, little-endian (D-Bus specification, "Marshaling"). */
final class WireWriter {
  private byte[] data = new byte[512];
  private int length;

  int length() {
    return length;
  }

  byte[] bytes() {
    byte[] exact = new byte[length];
    System.arraycopy(data, 0, exact, 0, length);
    return exact;
  }

  /** Zeros up to the next multiple of a boundary. */
  void pad(int boundary) {
    while (length % boundary != 0) {
      put(0);
    }
  }

  void put(int value) {
    room(1);
    data[length++] = (byte) value;
  }

  void raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, data, length, more.length);
    length += more.length;
  }

  /** A whole number on its boundary. */
  void number(long value, int size) {
    pad(size);
    for (int i = 0; i < size; i++) {
      put((int) (value >> 8 * i));
    }
  }

  void string(String text) {
    byte[] encoded = encoded(text);
    number(encoded.length, 4);
    raw(encoded);
    put(0);
  }

  void signature(String text) {
    put(text.length());
    raw(encoded(text));
    put(0);
  }

  void value(Value value) {
    switch (value) {
      case Value.Whole w -> number(w.value(), Signature.size(w.type()));
      case Value.Text t -> {
        if (t.type() == 'g') {
          signature(t.value());
        } else {
          string(t.value());
        }
      }
      case Value.Items items -> array(items);
      case Value.Fields fields -> {
        pad(8);
        for (Value field : fields.values()) {
          value(field);
        }
      }
      case Value.Variant variant -> {
        signature(variant.value().signature());
        value(variant.value());
      }
    }
  }

  /** Its length in bytes does not count the padding before the first element. */
  private void array(Value.Items items) {
    number(0, 4);
    int size = length - 4;
    pad(Signature.alignment(items.element().charAt(0)));
    int start = length;
    for (Value item : items.values()) {
      value(item);
    }
    patch(size, length - start);
  }

  void patch(int at, int value) {
    for (int i = 0; i < 4; i++) {
      data[at + i] = (byte) (value >> 8 * i);
    }
  }

  /** The bus ends the connection on text that is not UTF-8 or holds a NUL. */
  private static byte[] encoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || !isPair && Character.isSurrogate(c)) {
        throw new SystemdException(
            "text for systemd holds a character that D-Bus cannot carry, at place " + i);
      }
      i += isPair ? 1 : 0;
    }
    return Bytes.encode(text);
  }

  private void room(int more) {
    if (length + more > data.length) {
      byte[] larger = new byte[Math.max(data.length * 2, length + more)];
      System.arraycopy(data, 0, larger, 0, length);
      data = larger;
    }
  }
}

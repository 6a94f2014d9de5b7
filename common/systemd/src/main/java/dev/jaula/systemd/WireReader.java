package dev.jaula.systemd;

import dev.jaula.linux.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes as values, little-endian. Every length is checked: what a peer sends is not trusted. The
 * boundaries count from the first byte given.
 */
final class WireReader {
  private final byte[] data;
  private int at;

  WireReader(byte[] data) {
    this.data = data;
  }

  int position() {
    return at;
  }

  /** The values of a signature, one after the other. */
  List<Value> values(String signature) {
    List<Value> values = new ArrayList<>();
    int start = 0;
    while (start < signature.length()) {
      int end = Signature.end(signature, start);
      values.add(value(signature.substring(start, end), 0));
      start = end;
    }
    return values;
  }

  void pad(int boundary) {
    at += need((boundary - at % boundary) % boundary);
  }

  long number(int size) {
    pad(size);
    need(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | data[at + i] & 0xFF;
    }
    at += size;
    return value;
  }

  /** A length, which may not reach beyond the end. */
  private int length(int size) {
    long length = number(size);
    if (length < 0 || length > data.length - at) {
      throw cut();
    }
    return (int) length;
  }

  private String text(int lengthSize) {
    int length = length(lengthSize);
    need(length + 1);
    byte[] text = new byte[length];
    System.arraycopy(data, at, text, 0, length);
    at += length + 1;
    return Bytes.decode(text);
  }

  private Value value(String type, int depth) {
    if (depth > Signature.DEPTH) {
      throw new SystemdException("a message of the bus is nested too deeply");
    }
    char first = type.charAt(0);
    return switch (first) {
      case 's', 'o' -> new Value.Text(first, text(4));
      case 'g' -> new Value.Text(first, text(1));
      case 'v' -> variant(depth);
      case 'a' -> items(type.substring(1), depth);
      case '(' -> fields(type, depth);
      default -> new Value.Whole(first, signed(first, number(Signature.size(first))));
    };
  }

  private static long signed(char type, long bits) {
    return switch (type) {
      case 'n' -> (short) bits;
      case 'i' -> (int) bits;
      default -> bits;
    };
  }

  private Value variant(int depth) {
    String type = text(1);
    if (Signature.end(type, 0) != type.length()) {
      throw new SystemdException("\"" + type + "\": a variant holds one value");
    }
    return new Value.Variant(value(type, depth + 1));
  }

  private Value items(String element, int depth) {
    int length = length(4);
    pad(Signature.alignment(element.charAt(0)));
    if (length > data.length - at) {
      throw cut();
    }
    int end = at + length;
    List<Value> values = new ArrayList<>();
    while (at < end) {
      values.add(value(element, depth + 1));
    }
    return new Value.Items(element, values);
  }

  private Value fields(String type, int depth) {
    pad(8);
    List<Value> values = new ArrayList<>();
    int start = 1;
    while (type.charAt(start) != ')') {
      int end = Signature.end(type, start);
      values.add(value(type.substring(start, end), depth + 1));
      start = end;
    }
    return new Value.Fields(values);
  }

  private int need(int bytes) {
    if (bytes > data.length - at) {
      throw cut();
    }
    return bytes;
  }

  private static SystemdException cut() {
    return new SystemdException("a message of the bus is cut short");
  }
}

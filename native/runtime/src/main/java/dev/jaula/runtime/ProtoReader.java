package dev.jaula.runtime;

import java.util.Arrays;

/**
 * Reads one message of Protocol Buffers (protobuf.dev, "Encoding"), field by field; those of a
 * fixed width, which rpc.proto does not have, are passed over.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] data;
  private int at;
  private int field;
  private long number;
  private byte[] bytes = new byte[0];

  ProtoReader(byte[] data) {
    this.data = data;
  }

  /** Reads the next field; false at the end. */
  boolean next() {
    if (at == data.length) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    number = 0;
    bytes = new byte[0];
    switch ((int) (tag & 7)) {
      case VARINT -> number = varint();
      case BYTES -> bytes = take(varint());
      case FIXED64 -> take(8);
      case FIXED32 -> take(4);
      default -> throw broken();
    }
    return true;
  }

  int field() {
    return field;
  }

  /** The value of a number, a bool or an enum. */
  long number() {
    return number;
  }

  /** The value of a text or of a message. */
  byte[] bytes() {
    return bytes;
  }

  private byte[] take(long count) {
    if (count < 0 || count > data.length - at) {
      throw broken();
    }
    byte[] part = Arrays.copyOfRange(data, at, at + (int) count);
    at += (int) count;
    return part;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < data.length; shift += 7) {
      byte one = data[at++];
      value |= (one & 0x7fL) << shift;
      if (one >= 0) {
        return value;
      }
    }
    throw broken();
  }

  private static OciException broken() {
    return new OciException("criu answered with something that is not a message of its rpc.proto");
  }
}

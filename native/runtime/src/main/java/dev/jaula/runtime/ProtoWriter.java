package dev.jaula.runtime;

import dev.jaula.linux.Bytes;
import java.util.Arrays;

/**
 * Writes one message of Protocol Buffers (protobuf.dev, "Encoding"): fields with their numbers, in
 * the order of the calls. Only what CRIU's rpc.proto is made of.
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private byte[] data = new byte[256];
  private int length;

  /** A bool, an enum, or a number; a negative int32 takes ten bytes, as the format wants it. */
  ProtoWriter number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  ProtoWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  /** Text as the operating system has it: a path need not be UTF-8. */
  ProtoWriter text(int field, String value) {
    return bytes(field, Bytes.encode(value));
  }

  ProtoWriter message(int field, ProtoWriter message) {
    return bytes(field, message.bytes());
  }

  /** The message so far. */
  byte[] bytes() {
    return Arrays.copyOf(data, length);
  }

  private ProtoWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | BYTES);
    varint(value.length);
    room(value.length);
    System.arraycopy(value, 0, data, length, value.length);
    length += value.length;
    return this;
  }

  private void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      data[length++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    data[length++] = (byte) rest;
  }

  private void room(int more) {
    if (length + more > data.length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, length + more));
    }
  }
}

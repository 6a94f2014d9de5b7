package dev.jaula.runtime;

import dev.jaula.linux.Bytes;

/**
 * What CRIU says (rpc.proto, criu_resp).
 *
 * @param errno of a failure, or 0
 * @param error what went wrong, or empty
 * @param script the name of a notification, or empty
 * @param pid of the container's first process: of a notification, or of a restore
 * @param version 40101 for 4.1.1, 0 where it was not asked
 * @param features a bit for each field of criu_features that is there
 */
record CriuResponse(
    CriuType type,
    boolean success,
    int errno,
    String error,
    String script,
    int pid,
    int version,
    int features) {

  /** A failure before CRIU could say anything itself. */
  static byte[] failure(String why) {
    return new ProtoWriter().number(1, CriuType.EMPTY.number()).flag(2, false).text(9, why).bytes();
  }

  static CriuResponse parse(byte[] data) {
    ProtoReader in = new ProtoReader(data);
    CriuType type = CriuType.EMPTY;
    boolean success = false;
    int errno = 0;
    int pid = 0;
    int version = 0;
    int features = 0;
    String error = "";
    String script = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = CriuType.of(in.number());
        case 2 -> success = in.number() != 0;
        case 4 -> pid = number(in.bytes(), 1);
        case 5 -> {
          script = text(in.bytes(), 1);
          pid = number(in.bytes(), 2);
        }
        case 7 -> errno = (int) in.number();
        case 8 -> features = features(in.bytes());
        case 9 -> error = Bytes.decode(in.bytes());
        case 10 -> version = version(in.bytes());
        default -> {
          // what newer ones say besides
        }
      }
    }
    return new CriuResponse(type, success, errno, error, script, pid, version, features);
  }

  /** As go-criu counts; a version from CRIU's repository is as good as the next one. */
  private static int version(byte[] message) {
    int sublevel = text(message, 3).isEmpty() ? number(message, 4) : 100;
    return number(message, 1) * 10000 + number(message, 2) * 100 + sublevel;
  }

  private static int features(byte[] message) {
    ProtoReader in = new ProtoReader(message);
    int bits = 0;
    while (in.next()) {
      if (in.number() != 0 && in.field() < 32) {
        bits |= 1 << in.field();
      }
    }
    return bits;
  }

  private static int number(byte[] message, int field) {
    ProtoReader in = new ProtoReader(message);
    int value = 0;
    while (in.next()) {
      value = in.field() == field ? (int) in.number() : value;
    }
    return value;
  }

  private static String text(byte[] message, int field) {
    ProtoReader in = new ProtoReader(message);
    String value = "";
    while (in.next()) {
      value = in.field() == field ? Bytes.decode(in.bytes()) : value;
    }
    return value;
  }
}

package dev.jaula.systemd;

import java.util.List;

/**
 * A message of D-Bus (D-Bus specification, "Message Protocol"). The body is not decoded before it
 * is asked for: of most signals nobody wants to know more than the name.
 */
final class Message {
  static final int CALL = 1;
  static final int REPLY = 2;
  static final int ERROR = 3;
  static final int SIGNAL = 4;

  /** The fixed part, whose numbers tell how long the whole is. */
  static final int HEAD = 16;

  private static final int LITTLE_ENDIAN = 'l';

  /** The bus allows 128 MiB; no answer that is wanted here has 1. */
  private static final long LIMIT = 16 * 1024 * 1024;

  private final int type;
  private final byte[] body;
  private int inReplyTo;
  private String interfaceName = "";
  private String member = "";
  private String error = "";
  private String signature = "";

  private Message(int type, byte[] body) {
    this.type = type;
    this.body = body;
  }

  /** {@link #REPLY}, {@link #ERROR}, {@link #SIGNAL} or {@link #CALL}. */
  int type() {
    return type;
  }

  /** The serial of the call that it answers, or 0. */
  int inReplyTo() {
    return inReplyTo;
  }

  /** The interface of a signal, or empty. */
  String interfaceName() {
    return interfaceName;
  }

  /** The name of a signal, or empty. */
  String member() {
    return member;
  }

  /** The name of an error, or empty. */
  String error() {
    return error;
  }

  /** The bytes of a method call; no signature field when the body is empty. */
  static byte[] call(
      int serial,
      String destination,
      String path,
      String interfaceName,
      String member,
      List<Value> body) {
    WireWriter content = new WireWriter();
    for (Value value : body) {
      content.value(value);
    }
    WireWriter w = new WireWriter();
    w.put(LITTLE_ENDIAN);
    w.put(CALL);
    w.put(0);
    w.put(1);
    w.number(content.length(), 4);
    w.number(serial, 4);
    w.number(0, 4);
    field(w, 1, new Value.Text('o', path));
    field(w, 3, Value.string(member));
    field(w, 2, Value.string(interfaceName));
    field(w, 6, Value.string(destination));
    if (!body.isEmpty()) {
      field(w, 8, new Value.Text('g', Value.signatures(body)));
    }
    w.patch(12, w.length() - HEAD);
    w.pad(8);
    w.raw(content.bytes());
    return w.bytes();
  }

  private static void field(WireWriter w, int code, Value value) {
    w.pad(8);
    w.put(code);
    w.value(new Value.Variant(value));
  }

  /** The length of the whole message that begins with these {@link #HEAD} bytes. */
  static int size(byte[] head) {
    if (head[0] != LITTLE_ENDIAN || head[3] != 1) {
      throw new SystemdException("the bus sent what is not a message of D-Bus, version 1");
    }
    WireReader r = new WireReader(head);
    r.number(4);
    long body = r.number(4);
    r.number(4);
    long fields = r.number(4);
    long size = HEAD + (fields + 7 & ~7L) + body;
    if (size > LIMIT) {
      throw new SystemdException("the bus sent a message of " + size + " bytes");
    }
    return (int) size;
  }

  /** One whole message. */
  static Message of(byte[] data) {
    WireReader r = new WireReader(data);
    r.number(4);
    int length = (int) r.number(4);
    r.number(4);
    Value.Items fields = (Value.Items) r.values("a(yv)").get(0);
    r.pad(8);
    if (data.length - r.position() != length) {
      throw new SystemdException("a message of the bus contradicts its own length");
    }
    byte[] body = new byte[length];
    System.arraycopy(data, r.position(), body, 0, length);
    Message message = new Message(data[1], body);
    for (Value field : fields.values()) {
      message.take((Value.Fields) field);
    }
    return message;
  }

  /** A field of the header; unknown ones are ignored, as the format asks. */
  private void take(Value.Fields field) {
    Value.Whole code = (Value.Whole) field.values().get(0);
    Value value = ((Value.Variant) field.values().get(1)).value();
    switch ((int) code.value()) {
      case 2 -> interfaceName = text(value);
      case 3 -> member = text(value);
      case 4 -> error = text(value);
      case 5 -> inReplyTo = number(value);
      case 8 -> signature = text(value);
      default -> {}
    }
  }

  private static int number(Value value) {
    if (value instanceof Value.Whole whole) {
      return (int) whole.value();
    }
    throw new SystemdException("the bus answered with text where a number was expected");
  }

  /** The body; an error when it is not of the type that is expected. */
  List<Value> values(String expected) {
    if (!signature.equals(expected)) {
      throw new SystemdException(
          "the bus answered with \"" + signature + "\" where \"" + expected + "\" was expected");
    }
    return new WireReader(body).values(signature);
  }

  /** The text of an error: its first string, or nothing. */
  String errorText() {
    if (signature.isEmpty() || signature.charAt(0) != 's') {
      return "";
    }
    return text(new WireReader(body).values("s").get(0));
  }

  /** The string of a value; an error when it is something else. */
  static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw new SystemdException("the bus answered with a number where text was expected");
  }
}

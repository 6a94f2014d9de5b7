package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.fake.FakeMemory;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Nr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A kernel with sockets, at whose other end a recording plays: lines {@code > HEX} are what a
 * client sent when it was recorded and must be sent again to the byte, {@code < HEX} what it
 * received, one line a call. After the last line the peer closes.
 */
final class RecordedBus extends FakeMemory {
  private static final HexFormat HEX = HexFormat.of();

  private final Deque<String> script;
  private final List<String> paths = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private String listening = "";
  private int open;

  /** How many of the bytes that are ready one receive gives at most. */
  private int portion = Integer.MAX_VALUE;

  private boolean isSilent;
  private byte[] ready = {};

  RecordedBus(List<String> script) {
    this.script = new ArrayDeque<>(script);
  }

  /** A file of the tests' resources, recorded with systemd 252. */
  static RecordedBus of(String name) throws IOException {
    try (InputStream in = RecordedBus.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new RecordedBus(
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
    }
  }

  /** Only this path has a listener. */
  RecordedBus at(String path) {
    listening = path;
    return this;
  }

  RecordedBus inPortionsOf(int bytes) {
    portion = bytes;
    return this;
  }

  /** After the last line nothing happens any more, and the connection stays. */
  RecordedBus thenSilent() {
    isSilent = true;
    return this;
  }

  List<String> paths() {
    return paths;
  }

  int open() {
    return open;
  }

  /** Whether the client has taken everything that the recording has. */
  boolean isPlayed() {
    return script.isEmpty() && ready.length == 0;
  }

  /** Bytes that the client sent beyond the recording. */
  int surplus() {
    return sent.size();
  }

  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    return switch (number) {
      case Nr.SOCKET -> {
        open++;
        yield 3;
      }
      case Nr.CLOSE -> {
        open--;
        yield 0;
      }
      case Nr.CONNECT -> connect(b, (int) c);
      case Nr.SENDTO -> send(b, (int) c);
      case Nr.PPOLL -> isSilent && ready.length == 0 && script.isEmpty() ? 0 : 1;
      case Nr.RECVFROM -> receive(b, (int) c);
      default -> throw new UnsupportedOperationException("system call " + number);
    };
  }

  private long connect(long address, int length) {
    byte[] name = new byte[length - 2];
    copyOut(address + 2, name, 0, name.length);
    String path = new String(name, StandardCharsets.US_ASCII).replace('\0', '@');
    paths.add(path.endsWith("@") ? path.substring(0, path.length() - 1) : path);
    return listening.isEmpty() || paths.getLast().equals(listening) ? 0 : -Errno.ENOENT;
  }

  private long send(long address, int length) {
    byte[] data = new byte[length];
    copyOut(address, data, 0, length);
    sent.writeBytes(data);
    while (sent.size() > 0 && !script.isEmpty() && script.peek().startsWith(">")) {
      byte[] expected = HEX.parseHex(script.peek().substring(2));
      byte[] all = sent.toByteArray();
      if (all.length < expected.length) {
        break;
      }
      byte[] head = Arrays.copyOf(all, expected.length);
      assertThat(HEX.formatHex(head)).as("what was sent").isEqualTo(script.poll().substring(2));
      sent.reset();
      sent.writeBytes(Arrays.copyOfRange(all, expected.length, all.length));
    }
    return length;
  }

  private long receive(long address, int length) {
    if (ready.length == 0 && !script.isEmpty()) {
      assertThat(script.peek()).as("the next line, when the client waits").startsWith("<");
      ready = HEX.parseHex(script.poll().substring(2));
    }
    int n = Math.min(Math.min(ready.length, length), portion);
    copyIn(ready, 0, address, n);
    ready = Arrays.copyOfRange(ready, n, ready.length);
    return n;
  }
}

package dev.jaula.systemd;

import dev.jaula.linux.Bytes;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.StreamSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to a message bus, or to systemd without a bus between: calls are sent, and
 * their answers waited for later, so that several are on their way at once.
 */
final class Connection implements AutoCloseable {
  private static final String BUS = "org.freedesktop.DBus";
  private static final String BUS_PATH = "/org/freedesktop/DBus";

  /** A line of the authentication is shorter than this. */
  private static final int LINE_LIMIT = 1024;

  private static final int SECONDS = 30;

  private final StreamSocket socket;
  private final BusAddress address;
  private final Map<Integer, Message> answers = new HashMap<>();
  private final Listener listener;
  private byte[] received = new byte[1024];
  private int have;
  private int lastSerial;

  /** Is told of every signal, in the order of their arrival. */
  interface Listener {
    void signal(Message signal);
  }

  private Connection(StreamSocket socket, BusAddress address, Listener listener) {
    this.socket = socket;
    this.address = address;
    this.listener = listener;
  }

  /** Connects and says who we are; LinuxException or SystemdException when that fails. */
  static Connection open(Kernel kernel, BusAddress address, Listener listener) {
    Connection connection =
        new Connection(StreamSocket.connect(kernel, address.path()), address, listener);
    try {
      connection.authenticate();
      return connection;
    } catch (LinuxException | SystemdException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * SASL's EXTERNAL: the kernel tells the peer who we are. No user is named, because in a user
   * namespace the peer knows ours by another number (D-Bus specification, "EXTERNAL": an empty
   * identity is derived from the credentials). Everything goes at once, as systemd's own programs
   * send it: its server forgets a message that it reads in one piece with BEGIN. A bus is then
   * greeted as it asks; systemd itself is not.
   */
  private void authenticate() {
    socket.giveUpAfter(SECONDS);
    socket.send(Bytes.encode("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n"));
    // to the first: the question for an identity, or from a server before 2020 the consent
    String line = line();
    if (line.equals("DATA") || isConsent(line)) {
      line = line();
    }
    if (!isConsent(line)) {
      throw new SystemdException(address.path() + " (does not let this user in: " + line + ")");
    }
    if (!address.isDirect()) {
      // its answer, our name on the bus, is of no use; a refusal ends the connection
      send(BUS, BUS_PATH, BUS, "Hello", List.of());
    }
  }

  private static boolean isConsent(String line) {
    return line.startsWith("OK ");
  }

  /**
   * Asks the bus for a signal; systemd itself sends all of them unasked. The bus works off what one
   * client sends in its order: calls sent after this cannot be answered before it holds.
   */
  void match(String rule) {
    if (!address.isDirect()) {
      send(BUS, BUS_PATH, BUS, "AddMatch", List.of(Value.string(rule)));
    }
  }

  /** Sends a call; its serial is for {@link #answer}. */
  int send(String destination, String path, String interfaceName, String member, List<Value> body) {
    lastSerial++;
    socket.send(Message.call(lastSerial, destination, path, interfaceName, member, body));
    return lastSerial;
  }

  /** The answer to a call; an error among them is thrown with its name. */
  Message answer(int serial) {
    socket.giveUpAfter(SECONDS);
    Message answer = answers.remove(serial);
    while (answer == null) {
      receive();
      answer = answers.remove(serial);
    }
    if (answer.type() == Message.ERROR) {
      String text = answer.errorText();
      throw new SystemdException(answer.error(), text.isEmpty() ? answer.error() : text);
    }
    return answer;
  }

  /** A value that signals bring. */
  interface Awaited {
    @Nullable String value();
  }

  /** Receives signals until they have brought a value. */
  String await(Awaited awaited) {
    socket.giveUpAfter(SECONDS);
    String value = awaited.value();
    while (value == null) {
      receive();
      value = awaited.value();
    }
    return value;
  }

  private void receive() {
    fill(Message.HEAD);
    int size = Message.size(received);
    fill(size);
    Message message = Message.of(take(size));
    switch (message.type()) {
      case Message.REPLY, Message.ERROR -> answers.put(message.inReplyTo(), message);
      case Message.SIGNAL -> listener.signal(message);
      default -> {} // nobody calls us; a peer's question about us need not be answered
    }
  }

  /** A line without its end. */
  private String line() {
    int end = 1;
    while (true) {
      fill(end + 1);
      if (received[end - 1] == '\r' && received[end] == '\n') {
        byte[] line = take(end + 1);
        return Bytes.decode(line).substring(0, end - 1);
      }
      end++;
      if (end > LINE_LIMIT) {
        throw new SystemdException(address.path() + " (does not speak D-Bus)");
      }
    }
  }

  private void fill(int wanted) {
    if (wanted > received.length) {
      byte[] larger = new byte[Math.max(wanted, 2 * received.length)];
      System.arraycopy(received, 0, larger, 0, have);
      received = larger;
    }
    while (have < wanted) {
      int n = socket.receive(received, have, received.length - have);
      if (n == 0) {
        throw new LinuxException("receive", address.path(), Errno.ECONNRESET);
      }
      have += n;
    }
  }

  private byte[] take(int size) {
    byte[] taken = new byte[size];
    System.arraycopy(received, 0, taken, 0, size);
    have -= size;
    System.arraycopy(received, size, received, 0, have);
    return taken;
  }

  @Override
  public void close() {
    socket.close();
  }
}

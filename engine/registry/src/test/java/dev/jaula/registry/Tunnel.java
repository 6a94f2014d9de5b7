package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that opens tunnels, all of them to one place, and notes what it is asked. */
final class Tunnel implements AutoCloseable {
  final List<String> heads = new CopyOnWriteArrayList<>();
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;

  Tunnel(String target) throws IOException {
    this.target = Integer.parseInt(target.substring(target.indexOf(':') + 1));
    Thread.startVirtualThread(this::accept);
  }

  String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = socket.accept();
        Thread.startVirtualThread(() -> open(near));
      }
    } catch (IOException ignored) {
      // Closed with the test.
    }
  }

  private void open(Socket near) {
    try {
      heads.add(head(near.getInputStream()));
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      byte[] answer = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      near.getOutputStream().write(answer);
      Thread.startVirtualThread(() -> copy(far, near));
      copy(near, far);
    } catch (IOException e) {
      heads.add(e.toString());
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ignored) {
      // The other direction has closed both.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

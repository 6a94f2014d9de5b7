package dev.jaula.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire to a server that breaks after so many bytes in one direction, so many times. */
final class Breaker implements AutoCloseable {
  private final ServerSocket socket;
  private final String target;
  private final int bytes;
  private final AtomicInteger left;
  private final AtomicInteger broken = new AtomicInteger();

  Breaker(String target, int bytes, int times) throws IOException {
    this.target = target;
    this.bytes = bytes;
    this.left = new AtomicInteger(times);
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  int broken() {
    return broken.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = socket.accept();
        int colon = target.indexOf(':');
        Socket far =
            new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(target.substring(colon + 1)));
        Thread.startVirtualThread(() -> copy(near, far));
        Thread.startVirtualThread(() -> copy(far, near));
      }
    } catch (IOException ignored) {
      // Closed with the test.
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      long passed = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        passed += n;
        if (passed > bytes && left.getAndDecrement() > 0) {
          broken.incrementAndGet();
          return;
        }
      }
    } catch (IOException ignored) {
      // The other direction has closed both.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package dev.jaula.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's docker-registry on loopback, with its storage in a directory of the test. */
final class DockerRegistry implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/docker-registry");

  private final Process process;
  private final int port;

  /** Started, and answering; a test is skipped, with the need, when the package is not there. */
  DockerRegistry(Path directory, String more) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "needs the package docker-registry");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(directory);
    String config =
        "version: 0.1\nlog: {level: error}\nstorage:\n  delete: {enabled: true}\n"
            + "  filesystem: {rootdirectory: "
            + directory.resolve("data")
            + "}\nhttp:\n  addr: 127.0.0.1:"
            + port
            + "\n"
            + more;
    Path file = Files.writeString(directory.resolve("config.yml"), config);
    process =
        new ProcessBuilder(PROGRAM.toString(), "serve", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    await();
  }

  private void await() throws InterruptedException {
    for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException("docker-registry does not start");
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  /** Runs a program that makes something for a test, or skips the test when it is not there. */
  static void run(Path directory, String... command) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", command[0]);
    Assumptions.assumeTrue(Files.isExecutable(program), "needs the program " + command[0]);
    Process made =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " fails");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String MANIFEST = "{\"mediaType\":\"" + MediaTypes.MANIFEST + "\"}";

  @TempDir private static Path shared;
  private static Authority authority;
  @TempDir private Path directory;

  @BeforeAll
  static void authority() throws IOException, InterruptedException {
    authority = new Authority(shared.resolve("ca"));
    authority.server("here", "IP:127.0.0.1");
    authority.server("elsewhere", "DNS:registry.invalid");
  }

  private static Loopback server(String certificate) throws IOException, GeneralSecurityException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(any, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.context(certificate)));
    Loopback loopback = new Loopback(server);
    loopback.manifest("v1", MANIFEST);
    return loopback;
  }

  private Fetched fetch(Loopback server, Map<String, String> environment) {
    return fetch(server.reference("a"), environment);
  }

  private Fetched fetch(Reference reference, Map<String, String> environment) {
    try (Registries registries = new Registries(Loopback.setup(directory, environment))) {
      return registries.client(reference).manifest("v1");
    }
  }

  private Path etc() {
    return Loopback.setup(directory).etc();
  }

  @Test
  void onThisMachineNobodyNeedsToVouch() throws Exception {
    try (Loopback server = server("elsewhere")) {
      assertThat(fetch(server, Map.of()).bytes()).isNotEmpty();
    }
  }

  @Test
  void anAuthorityInCertsD() throws Exception {
    try (Loopback server = server("here")) {
      authority.trust(etc(), server.host(), "");
      assertThat(fetch(server, Map.of()).bytes()).isNotEmpty();
    }
  }

  @Test
  void anotherAuthorityIsRefused() throws Exception {
    Authority other = new Authority(directory.resolve("other"));
    try (Loopback server = server("here")) {
      other.trust(etc(), server.host(), "");
      assertThatThrownBy(() -> fetch(server, Map.of()))
          .hasMessageContaining("x509: certificate signed by unknown authority")
          .hasMessageContaining("certs.d/" + server.host() + "/ca.crt");
    }
  }

  @Test
  void anotherNameIsRefused() throws Exception {
    try (Loopback server = server("elsewhere")) {
      authority.trust(etc(), server.host(), "");
      assertThatThrownBy(() -> fetch(server, Map.of())).hasMessageContaining("TLS: ");
    }
  }

  @Test
  void whatSpeaksNoTlsIsNamed() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> badRequest(plain));
      Files.createDirectories(etc().resolve("docker"));
      Files.writeString(
          etc().resolve("docker/daemon.json"),
          "{\"registry-mirrors\":[\"https://127.0.0.1:" + plain.getLocalPort() + "\"]}");
      Map<String, String> environment = Map.of("HTTPS_PROXY", "127.0.0.1:1");
      assertThatThrownBy(() -> fetch(Reference.parse("debian"), environment))
          .satisfies(e ->
              assertThat(e.getSuppressed())
                  .singleElement()
                  .asString()
                  .contains("server gave HTTP response to HTTPS client"));
    }
  }

  /** As servers in Go answer what is no HTTP. */
  private static void badRequest(ServerSocket plain) {
    try (Socket socket = plain.accept()) {
      assertThat(socket.getInputStream().read()).isPositive();
      byte[] answer = "HTTP/1.0 400 Bad Request\r\n\r\nno\n".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(answer);
    } catch (IOException ignored) {
      // Closed with the test.
    }
  }

  @Test
  void aRedirectToPlainHttpIsNotFollowed() throws Exception {
    try (Loopback server = server("here");
        Loopback plain = new Loopback()) {
      server.hook =
          exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + plain.host() + "/x");
            return Loopback.send(exchange, 307, new byte[0]);
          };
      assertThatThrownBy(() -> fetch(server, Map.of())).hasMessageContaining("without TLS");
      assertThat(plain.requests).isEmpty();
    }
  }

  @Test
  void aPasswordIsNotSentToAServiceWithoutTls() throws Exception {
    try (Loopback server = server("here");
        Loopback plain = new Loopback()) {
      server.hook =
          exchange -> {
            String realm = "Bearer realm=\"http://" + plain.host() + "/t\"";
            exchange.getResponseHeaders().set("WWW-Authenticate", realm);
            return Loopback.send(exchange, 401, new byte[0]);
          };
      assertThatThrownBy(() -> fetch(server, Map.of())).hasMessageContaining("that is refused");
      assertThat(plain.requests).isEmpty();
    }
  }

  @Test
  void throughATunnelTheProxyHearsItsPasswordAndTheRegistryItsOwn() throws Exception {
    try (Loopback server = server("elsewhere");
        Tunnel tunnel = new Tunnel(server.host())) {
      authority.trust(etc(), "registry.invalid", "");
      String basic = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
      Path config = Loopback.setup(directory).home().resolve(".docker/config.json");
      Files.createDirectories(config.getParent());
      Files.writeString(config, "{\"auths\":{\"registry.invalid\":{\"auth\":\"" + basic + "\"}}}");
      server.hook =
          exchange -> {
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("Proxy-authorization");
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
              return false;
            }
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
            return Loopback.send(exchange, 401, new byte[0]);
          };
      Map<String, String> environment = Map.of("HTTPS_PROXY", "http://q:secret@" + tunnel.host());
      assertThat(fetch(Reference.parse("registry.invalid/a"), environment).bytes()).isNotEmpty();
      assertThat(tunnel.heads)
          .allSatisfy(head ->
              assertThat(head)
                  .startsWith("CONNECT registry.invalid:443 ")
                  .contains("Proxy-Authorization: Basic cTpzZWNyZXQ=")
                  .doesNotContain(basic));
    }
  }
}

package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.jaula.image.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizerTest {
  private static final String MANIFEST = "{\"mediaType\":\"" + MediaTypes.MANIFEST + "\"}";

  @TempDir private Path directory;
  private Loopback server;
  private Registries registries;
  private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
  private final List<String> tokenSecrets = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new Loopback();
    server.manifest("v1", MANIFEST);
    registries = new Registries(Loopback.setup(directory));
  }

  @AfterEach
  void stop() {
    registries.close();
    server.close();
  }

  private void config(String json) throws IOException {
    Path file = directory.resolve("home/.docker/config.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sent(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "" : header;
  }

  private static boolean challenge(HttpExchange exchange, String challenge) throws IOException {
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    return Loopback.error(exchange, 401, "UNAUTHORIZED", "authentication required");
  }

  private void basic(String wanted) {
    server.hook =
        exchange ->
            !sent(exchange).equals("Basic " + base64(wanted))
                && challenge(exchange, "Basic realm=\"a, \\\"b\\\"\"");
  }

  /** Wants the token t1, then t2 ... as the service gives them. */
  private void bearer(String answer) {
    String realm = "http://" + server.host() + "/token";
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/token")) {
            byte[] form = exchange.getRequestBody().readAllBytes();
            tokenRequests.add(
                exchange.getRequestURI().getQuery()
                    + " "
                    + new String(form, StandardCharsets.UTF_8));
            tokenSecrets.add(sent(exchange));
            return Loopback.send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
          }
          return !sent(exchange).equals("Bearer t1")
              && challenge(
                  exchange,
                  "Bearer realm=\""
                      + realm
                      + "\",service=\"the service\",scope=\"repository:a/b:pull\"");
        };
  }

  @Test
  void basicFromConfigJson() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + base64("u:p:w") + "\"}}}");
    basic("u:p:w");
    RegistryClient client = registries.client(server.reference("a/b"));
    assertThat(client.manifest("v1").bytes()).isNotEmpty();
    int before = server.requests.size();
    client.manifest("v1");
    assertThat(server.requests).as("no second 401").hasSize(before + 1);
  }

  @Test
  void withoutCredentialsItSaysWhatToDo() {
    basic("u:p");
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining(
            "pull access denied for "
                + server.host()
                + "/a/b, repository does not exist or may require 'docker login':"
                + " unauthorized: authentication required; try jaula login "
                + server.host());
  }

  @Test
  void wrongCredentialsAreNotSentForEver() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + base64("u:wrong") + "\"}}}");
    basic("u:p");
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining("unauthorized");
    assertThat(server.requests.stream().filter(r -> r.contains("manifests"))).hasSize(2);
  }

  @Test
  void aTokenWithoutAName() {
    bearer("{\"token\":\"t1\",\"expires_in\":300}");
    RegistryClient client = registries.client(server.reference("a/b"));
    client.manifest("v1");
    client.manifest("v1");
    assertThat(tokenRequests)
        .containsExactly("service=the+service&scope=repository:a/b:pull&client_id=jaula ");
    assertThat(tokenSecrets).containsExactly("");
  }

  @Test
  void aTokenForANameAndOneForEachScope() throws IOException {
    config(
        "{\"auths\":{\"http://" + server.host() + "/v1/\":{\"auth\":\"" + base64("u:p") + "\"}}}");
    bearer("{\"access_token\":\"t1\"}");
    RegistryClient client = registries.client(server.reference("a/b"));
    client.manifest("v1");
    client.has(server.blob(new byte[3]));
    assertThat(tokenSecrets).containsExactly("Basic " + base64("u:p"), "Basic " + base64("u:p"));
    assertThat(tokenRequests.get(0)).contains("scope=repository:a/b:pull&account=u");
    assertThat(tokenRequests.get(1)).contains("scope=repository:a/b:pull,push&account=u");
  }

  @Test
  void aRefreshTokenIsPosted() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"identitytoken\":\"r+1\"}}}");
    bearer("{\"access_token\":\"t1\"}");
    registries.client(server.reference("a/b")).manifest("v1");
    assertThat(tokenRequests)
        .containsExactly(
            "null grant_type=refresh_token&refresh_token=r%2B1&client_id=jaula"
                + "&service=the+service&scope=repository%3Aa%2Fb%3Apull");
    assertThat(tokenSecrets).containsExactly("");
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnceAndNoMore() {
    bearer("{\"token\":\"other\"}");
    RegistryClient client = registries.client(server.reference("a/b"));
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("pull access denied");
    assertThat(tokenRequests).hasSize(1);
    assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("pull access denied");
    assertThat(tokenRequests).hasSize(2);
  }

  @Test
  void aServiceWithoutATokenIsNamed() {
    bearer("{\"token\":\"\"}");
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining("the token service http://" + server.host());
  }

  @Test
  void aTokenCannotBringAHeaderOfItsOwn() {
    bearer("{\"token\":\"t1\\r\\nX-Evil: 1\"}");
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining("without a token");
  }

  @Test
  void anUnknownSchemeIsNamed() {
    server.hook = exchange -> challenge(exchange, "Negotiate");
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining("negotiate")
        .hasMessageContaining("Basic and Bearer are known");
  }

  @Test
  void loginAsksAndKeepsAndLogoutForgets() throws IOException {
    config("{\"psFormat\":\"x\",\"auths\":{\"other\":{\"auth\":\"" + base64("a:b") + "\"}}}");
    basic("u:p");
    assertThatThrownBy(() -> registries.login(server.host(), Credential.of("u", "no")))
        .hasMessageContaining("unauthorized: incorrect username or password");
    registries.login("http://" + server.host() + "/v2/", Credential.of("u", "p"));
    Path file = directory.resolve("home/.docker/config.json");
    assertThat(file).content().contains("psFormat", "other", server.host(), base64("u:p"));
    registries.client(server.reference("a/b")).manifest("v1");
    assertThat(registries.logout(server.host())).isTrue();
    assertThat(registries.logout(server.host())).isFalse();
    assertThat(file).content().contains("psFormat", "other").doesNotContain(server.host());
  }

  @Test
  void aRedirectElsewhereCarriesNoCredentials() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + base64("u:p") + "\"}}}");
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Loopback other = new Loopback()) {
      other.manifest("v1", MANIFEST);
      other.hook =
          exchange -> {
            seen.add(
                exchange.getRequestURI().getPath() + " " + exchange.getRequestHeaders().keySet());
            return false;
          };
      server.hook =
          exchange -> {
            if (!sent(exchange).equals("Basic " + base64("u:p"))) {
              return challenge(exchange, "Basic realm=x");
            }
            exchange
                .getResponseHeaders()
                .set("Location", "http://u:p@" + other.host() + exchange.getRequestURI());
            return Loopback.send(exchange, 307, new byte[0]);
          };
      assertThat(registries.client(server.reference("a/b")).manifest("v1").bytes()).isNotEmpty();
      assertThat(seen).singleElement().asString().contains("manifests").doesNotContain("Authoriz");
    }
  }

  @Test
  void aRedirectThereAndBackCarriesNoneEither() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + base64("u:p") + "\"}}}");
    List<String> back = new CopyOnWriteArrayList<>();
    try (Loopback other = new Loopback()) {
      other.hook =
          exchange -> {
            exchange.getResponseHeaders().set("Location", "http://" + server.host() + "/back");
            return Loopback.send(exchange, 302, new byte[0]);
          };
      server.hook =
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/back")) {
              back.add(sent(exchange));
              return Loopback.send(exchange, 404, new byte[0]);
            }
            if (sent(exchange).isEmpty()) {
              return challenge(exchange, "Basic realm=x");
            }
            exchange.getResponseHeaders().set("Location", "http://" + other.host() + "/x");
            return Loopback.send(exchange, 302, new byte[0]);
          };
      assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
          .isInstanceOf(RegistryException.class);
      assertThat(back).containsExactly("");
    }
  }

  @Test
  void aChallengeOfWhomWeWereRedirectedToIsNotAnswered() throws IOException {
    config("{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + base64("u:p") + "\"}}}");
    AtomicInteger asked = new AtomicInteger();
    try (Loopback other = new Loopback()) {
      other.hook = exchange -> asked.incrementAndGet() > 0 && challenge(exchange, "Basic realm=x");
      server.hook =
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/v2/")) {
              return false;
            }
            exchange.getResponseHeaders().set("Location", "http://" + other.host() + "/x");
            return Loopback.send(exchange, 302, new byte[0]);
          };
      assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
          .isInstanceOf(RegistryException.class);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aLoopOfRedirectsEnds() {
    AtomicInteger asked = new AtomicInteger();
    server.hook =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/")) {
            return false;
          }
          exchange.getResponseHeaders().set("Location", "/loop" + asked.incrementAndGet());
          return Loopback.send(exchange, 301, new byte[0]);
        };
    assertThatThrownBy(() -> registries.client(server.reference("a/b")).manifest("v1"))
        .hasMessageContaining(server.host())
        .hasMessageContaining("more than 10 times");
    assertThat(asked).hasValue(11);
  }
}

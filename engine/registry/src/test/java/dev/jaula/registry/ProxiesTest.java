package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  @TempDir private Path directory;

  private static boolean covers(Map<String, String> environment, String uri) {
    return new Proxies(environment).covers(URI.create(uri));
  }

  @Test
  void eachSchemeHasItsOwn() {
    Map<String, String> environment = Map.of("https_proxy", "p.local:3128", "HTTPS_PROXY", "");
    assertThat(covers(environment, "https://a.local/")).isTrue();
    assertThat(covers(environment, "http://a.local/")).isFalse();
    assertThat(new Proxies(environment).select(URI.create("https://a.local/")))
        .singleElement()
        .asString()
        .contains("p.local")
        .contains("3128");
  }

  @ParameterizedTest
  @CsvSource({
    "*, a.local, true",
    "a.local, a.local, true",
    "a.local, x.a.local, true",
    "a.local, xa.local, false",
    ".a.local, a.local, false",
    ".a.local, x.a.local, true",
    "*.a.local, x.a.local, true",
    "A.Local, a.local, true",
    "a.local:5000, a.local, false",
    "a.local:443, a.local, true",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.0/33, 10.1.2.3, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "fd00::/8, [fd12::1], true",
    "fd12::1, [fd12::1], true",
    "[fd12::1]:443, [fd12::1], true",
    "[fd12::1]:80, [fd12::1], false",
    "'', localhost, true",
    "'', 127.3.4.5, true",
    "'', [::1], true",
    "'', a.local, false",
    "' , b.local ,', b.local, true",
  })
  void noProxy(String value, String host, boolean excepted) {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p.local", "NO_PROXY", value);
    assertThat(covers(environment, "https://" + host + "/")).isEqualTo(!excepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p.local", "https://p.local", "http://", "http://a b"})
  void otherProxiesAreRefused(String value) {
    assertThatThrownBy(() -> new Proxies(Map.of("HTTP_PROXY", value)))
        .hasMessageContaining("HTTP_PROXY=" + value)
        .hasMessageContaining("write a proxy as http://");
  }

  @Test
  void dockersOwnWhereTheEnvironmentSaysNothing() {
    Map<String, String> docker = Map.of("HTTPS_PROXY", "d.local", "NO_PROXY", "a.local");
    Proxies proxies = new Proxies(Map.of("no_proxy", "b.local"), docker);
    assertThat(proxies.covers(URI.create("https://a.local"))).isTrue();
    assertThat(proxies.covers(URI.create("https://b.local"))).isFalse();
  }

  @Test
  void aPasswordIsNotShown() {
    assertThatThrownBy(() -> new Proxies(Map.of("HTTP_PROXY", "socks5://u:secret@p.local")))
        .hasMessageContaining("p.local")
        .hasMessageNotContaining("secret");
  }

  @Test
  void requestsGoThroughItWithItsPassword() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Loopback proxy = new Loopback()) {
      proxy.manifest("v1", "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}");
      proxy.hook =
          exchange -> {
            seen.add(
                exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            return false;
          };
      Map<String, String> environment = Map.of("HTTP_PROXY", "http://u:p%40ss@" + proxy.host());
      Setup setup = Loopback.setup(directory, environment);
      Files.createDirectories(setup.etc().resolve("docker"));
      Files.writeString(
          setup.etc().resolve("docker/daemon.json"),
          "{\"registry-mirrors\":[\"http://registry.invalid\"]}");
      try (Registries registries = new Registries(setup)) {
        registries.client(Reference.parse("debian")).manifest("v1");
      }
      assertThat(seen)
          .containsExactly("http://registry.invalid/v2/library/debian/manifests/v1 Basic dTpwQHNz");
    }
  }
}

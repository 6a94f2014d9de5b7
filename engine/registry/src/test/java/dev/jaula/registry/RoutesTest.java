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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {
  @TempDir private Path directory;

  private void file(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Routes routes() {
    return Routes.read(Loopback.setup(directory));
  }

  private static Place place(String name) {
    return Routes.place(Reference.parse(name));
  }

  private static List<String> names(List<Endpoint> endpoints) {
    return endpoints.stream().map(e -> e.host() + "/" + e.repository()).toList();
  }

  @Test
  void withoutFilesARegistryIsItself() {
    Endpoint home = routes().home(place("debian"));
    assertThat(home).isEqualTo(new Endpoint("docker.io", "library/debian", null, true, true));
    assertThat(routes().mirrors(place("debian"))).isEmpty();
  }

  @Test
  void prefixesMirrorsAndBlocks() throws IOException {
    file(
        "etc/containers/registries.conf",
        """
        [[registry]]
        prefix = "docker.io"
        location = "hub.local/proxy"
        [[registry.mirror]]
        location = "m1.local:5000/hub"
        pull-from-mirror = "digest-only"
        [[registry.mirror]]
        location = "m2.local"
        insecure = true
        [[registry]]
        location = "docker.io/library/evil"
        blocked = true
        [[registry]]
        prefix = "*.corp.local"
        location = "all.local/corp"
        [[registry]]
        location = "open.local:80"
        insecure = true
        """);
    Routes routes = routes();
    assertThat(names(List.of(routes.home(place("debian")))))
        .containsExactly("hub.local/proxy/library/debian");
    List<Endpoint> mirrors = routes.mirrors(place("debian"));
    assertThat(names(mirrors))
        .containsExactly("m1.local:5000/hub/library/debian", "m2.local/library/debian");
    assertThat(mirrors.get(0).tags()).isFalse();
    assertThat(mirrors.get(1).tags()).isTrue();
    assertThatThrownBy(() -> routes.home(place("evil"))).hasMessageContaining("is blocked");
    assertThat(names(List.of(routes.home(place("evil2"))))).hasSize(1);
    assertThat(names(List.of(routes.home(place("x.corp.local/a")))))
        .containsExactly("all.local/corp/a");
    assertThat(routes.insecure(Origin.of(URI.create("https://m2.local")))).isTrue();
    assertThat(routes.insecure(Origin.of(URI.create("https://m1.local:5000")))).isFalse();
    assertThat(routes.insecure(Origin.of(URI.create("http://open.local")))).isTrue();
  }

  @Test
  void partsReplaceAndTheUsersFileCounts() throws IOException {
    file("etc/containers/registries.conf", "[[registry]]\nlocation = 'a.local'\nblocked = true\n");
    file("home/.config/containers/registries.conf", "[[registry]]\nlocation = 'b.local'\n");
    assertThat(routes().home(place("a.local/x")).host()).isEqualTo("a.local");
    String blocked = "[[registry]]\nlocation = 'b.local'\nblocked = true\n";
    file("etc/containers/registries.conf.d/10.conf", blocked);
    assertThatThrownBy(() -> routes().home(place("b.local/x"))).hasMessageContaining("blocked");
    file("etc/containers/registries.conf.d/20.conf", "[[registry]]\nlocation = 'b.local'\n");
    assertThat(routes().home(place("b.local/x")).host()).isEqualTo("b.local");
  }

  @Test
  void daemonJson() throws IOException {
    file(
        "etc/docker/daemon.json",
        "{\"debug\":true,\"proxies\":{\"https-proxy\":\"http://p.local\"},\"registry-mirrors\":[\"http://m.local:5000/\"],"
            + "\"insecure-registries\":[\"i.local:5000\",\"10.0.0.0/8\"]}");
    Routes routes = routes();
    assertThat(routes.mirrors(place("debian")))
        .containsExactly(new Endpoint("m.local:5000", "library/debian", "http", true, true));
    assertThat(routes.proxies()).containsExactly(Map.entry("HTTPS_PROXY", "http://p.local"));
    assertThat(routes.mirrors(place("quay.io/a/b"))).isEmpty();
    assertThat(routes.insecure(Origin.of(URI.create("https://i.local:5000")))).isTrue();
    assertThat(routes.insecure(Origin.of(URI.create("https://10.1.2.3:5000")))).isTrue();
    assertThat(routes.insecure(Origin.of(URI.create("https://11.1.2.3:5000")))).isFalse();
    assertThat(routes.insecure(Origin.of(URI.create("https://127.9.9.9:5000")))).isTrue();
    assertThat(routes.insecure(Origin.of(URI.create("https://[::1]:5000")))).isTrue();
  }

  @Test
  void whatIsWrongIsNamedWithItsFile() throws IOException {
    file("etc/docker/daemon.json", "{\"registry-mirrors\":[\"https://m.local/path\"]}");
    assertThatThrownBy(this::routes)
        .hasMessageContaining("daemon.json: invalid mirror \"https://m.local/path\"");
    file("etc/docker/daemon.json", "");
    file("etc/containers/registries.conf", "[[registry]]\ninsecure = true\n");
    assertThatThrownBy(this::routes).hasMessageContaining("neither prefix nor location");
  }

  @Test
  void aMirrorIsAskedFirstAndTheRegistryWhenItFails() throws IOException {
    try (Loopback mirror = new Loopback();
        Loopback home = new Loopback()) {
      file(
          "etc/containers/registries.conf",
          "[[registry]]\nlocation = '"
              + home.host()
              + "'\n[[registry.mirror]]\nlocation = '"
              + mirror.host()
              + "/m'\n");
      mirror.manifest(
          "v1", "{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}");
      home.manifest("v2", "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}");
      try (Registries registries = new Registries(Loopback.setup(directory, Map.of()))) {
        RegistryClient client = registries.client(home.reference("a"));
        client.manifest("v1");
        assertThat(home.requests).isEmpty();
        assertThat(mirror.requests).contains("GET /v2/m/a/manifests/v1");
        client.manifest("v2");
        assertThat(home.requests).contains("GET /v2/a/manifests/v2");
        assertThatThrownBy(() -> client.manifest("v3"))
            .hasMessageContaining(home.host() + "/a:v3 not found: manifest unknown");
        home.close();
        assertThat(client.manifest("v1").bytes()).isNotEmpty();
      }
    }
  }
}

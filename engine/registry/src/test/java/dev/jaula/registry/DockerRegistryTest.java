package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a registry that many use: Debian's docker-registry, on loopback. */
@Tag("slow")
class DockerRegistryTest {
  @TempDir private Path directory;

  private static Descriptor push(RegistryClient client, byte[] bytes, AtomicLong sent) {
    Descriptor layer = Descriptor.of(MediaTypes.LAYER_GZIP, bytes);
    BlobSource source = at -> new ByteArrayInputStream(bytes, (int) at, bytes.length - (int) at);
    BlobPush outcome = client.pushBlob(layer, source, List.of(), sent::set);
    assertThat(outcome).isEqualTo(BlobPush.SENT);
    return layer;
  }

  private static String manifest(Descriptor config, Descriptor layer, String more) {
    return "{\"schemaVersion\":2,\"mediaType\":\""
        + MediaTypes.MANIFEST
        + "\",\"config\":{\"mediaType\":\""
        + config.mediaType()
        + "\",\"digest\":\""
        + config.digest()
        + "\",\"size\":"
        + config.size()
        + "},\"layers\":[{\"mediaType\":\""
        + layer.mediaType()
        + "\",\"digest\":\""
        + layer.digest()
        + "\",\"size\":"
        + layer.size()
        + "}]"
        + more
        + "}";
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private void roundTrip(Registries registries, String host) throws IOException {
    RegistryClient client = registries.client(Reference.parse(host + "/a/b"));
    AtomicLong sent = new AtomicLong();
    byte[] bytes = random(3_000_000);
    Descriptor layer = push(client, bytes, sent);
    assertThat(sent).hasValue(bytes.length);
    byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
    BlobSource source = at -> new ByteArrayInputStream(config);
    Descriptor configured = Descriptor.of(MediaTypes.CONFIG, config);
    client.pushBlob(configured, source, List.of(), n -> {});
    assertThat(client.pushBlob(configured, source, List.of(), n -> {})).isEqualTo(BlobPush.EXISTED);
    byte[] json = manifest(configured, layer, "").getBytes(StandardCharsets.UTF_8);
    Descriptor pushed = client.pushManifest("v1", MediaTypes.MANIFEST, json);
    assertThat(client.manifest("v1").bytes()).isEqualTo(json);
    assertThat(client.head("v1")).isEqualTo(pushed);
    assertThat(client.manifest(pushed.digest() + "").descriptor()).isEqualTo(pushed);
    try (InputStream in = client.blob(layer, 0)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    try (InputStream in = client.blob(layer, 2_999_000)) {
      assertThat(in.readAllBytes()).hasSize(1000);
    }
    RegistryClient other = registries.client(Reference.parse(host + "/other"));
    assertThat(other.pushBlob(layer, at -> InputStream.nullInputStream(), List.of("a/b"), n -> {}))
        .isEqualTo(BlobPush.MOUNTED);
    referrers(client, pushed, configured, layer);
  }

  private static void referrers(
      RegistryClient client, Descriptor subject, Descriptor config, Descriptor layer) {
    String more =
        ",\"artifactType\":\"test/signature\",\"subject\":{\"mediaType\":\""
            + subject.mediaType()
            + "\",\"digest\":\""
            + subject.digest()
            + "\",\"size\":"
            + subject.size()
            + "}";
    byte[] json = manifest(config, layer, more).getBytes(StandardCharsets.UTF_8);
    Digest digest = Digest.of(json);
    client.pushManifest(digest + "", MediaTypes.MANIFEST, json);
    client.pushManifest(digest + "", MediaTypes.MANIFEST, json);
    assertThat(client.referrers(subject.digest(), null))
        .singleElement()
        .satisfies(found -> assertThat(found.digest()).isEqualTo(digest));
    assertThat(client.referrers(subject.digest(), "test/signature")).hasSize(1);
    assertThat(client.referrers(subject.digest(), "test/other")).isEmpty();
    assertThat(client.referrers(digest, null)).isEmpty();
  }

  @Test
  void plainHttp() throws IOException, InterruptedException {
    try (DockerRegistry registry = new DockerRegistry(directory.resolve("r"), "");
        Registries registries = new Registries(Loopback.setup(directory))) {
      roundTrip(registries, registry.host());
      RegistryClient client = registries.client(Reference.parse(registry.host() + "/a/b"));
      assertThat(client.tags()).contains("v1");
      assertThatThrownBy(() -> client.manifest("v2")).hasMessageContaining("manifest unknown");
      assertThatThrownBy(() -> registries.client(Reference.parse(registry.host() + "/none")).tags())
          .hasMessageContaining("repository name not known to registry");
      Descriptor absent = Descriptor.of(MediaTypes.LAYER, new byte[5]);
      assertThatThrownBy(() -> client.blob(absent, 0).readAllBytes())
          .hasMessageContaining("blob unknown to registry");
    }
  }

  @Test
  void anUploadGoesOnThroughAConnectionThatBreaks() throws Exception {
    byte[] bytes = random(5_000_000);
    try (DockerRegistry registry = new DockerRegistry(directory.resolve("r"), "");
        Breaker breaker = new Breaker(registry.host(), 2_000_000, 2);
        Registries registries = new Registries(Loopback.setup(directory))) {
      RegistryClient client = registries.client(Reference.parse(breaker.host() + "/a/b"));
      Descriptor layer = push(client, bytes, new AtomicLong());
      assertThat(breaker.broken()).isPositive();
      try (InputStream in = client.blob(layer, 0)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void tlsNamesAndCertificates() throws IOException, InterruptedException {
    Authority authority = new Authority(directory.resolve("ca"));
    authority.server("server", "IP:127.0.0.1");
    authority.client("client");
    DockerRegistry.run(authority.directory, "htpasswd", "-Bbc", "users", "u", "p");
    String more =
        """
          tls:
            certificate: C/server.pem
            key: C/server.key
            clientcas: [C/ca.crt]
        auth:
          htpasswd: {realm: test, path: C/users}
        """;
    more = more.replace("C/", authority.directory + "/");
    try (DockerRegistry registry = new DockerRegistry(directory.resolve("r"), more)) {
      String host = registry.host();
      Setup setup = Loopback.setup(directory);
      authority.trust(setup.etc(), host, "");
      try (Registries stranger = new Registries(setup)) {
        assertThatThrownBy(() -> stranger.login(host, Credential.of("u", "p")))
            .isInstanceOf(RegistryException.class)
            .hasMessageContaining(host);
      }
      Path certs = setup.etc().resolve("docker/certs.d").resolve(host);
      Files.copy(authority.directory.resolve("client.pem"), certs.resolve("client.cert"));
      Files.copy(authority.directory.resolve("client.key"), certs.resolve("client.key"));
      try (Registries registries = new Registries(setup)) {
        RegistryClient client = registries.client(Reference.parse(host + "/a/b"));
        assertThatThrownBy(() -> client.manifest("v1")).hasMessageContaining("pull access denied");
        assertThatThrownBy(() -> registries.login(host, Credential.of("u", "x")))
            .hasMessageContaining("unauthorized");
        registries.login(host, Credential.of("u", "p"));
        roundTrip(registries, host);
      }
    }
  }
}

package dev.jaula.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final String HEX =
      "b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7";
  private static final String BLOB = "\"digest\":\"sha256:" + HEX + "\",\"size\":7023";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String descriptor(String type) {
    return "{\"mediaType\":\"" + type + "\"," + BLOB + "}";
  }

  private static String manifest(String more) {
    return "{\"schemaVersion\":2,\"config\":"
        + descriptor(MediaTypes.CONFIG)
        + ",\"layers\":["
        + descriptor(MediaTypes.LAYER_GZIP)
        + "]"
        + more
        + "}";
  }

  @Test
  void theManifestOfTheSpecificationIsRead() {
    Manifest read = Manifest.read(utf8(manifest(",\"annotations\":{\"com.example.key1\":\"v\"}")));
    assertThat(read.mediaType()).isEqualTo(MediaTypes.MANIFEST);
    assertThat(read.config().size()).isEqualTo(7023);
    assertThat(read.layers()).hasSize(1);
    assertThat(new String(read.bytes(), StandardCharsets.UTF_8)).contains("com.example.key1");
  }

  @Test
  void dockersManifestIsRead() {
    String type = ",\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST + "\"";
    assertThat(Manifest.read(utf8(manifest(type))).mediaType())
        .isEqualTo(MediaTypes.DOCKER_MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"schemaVersion\":1}",
        "{\"schemaVersion\":\"2\"}",
        "{\"schemaVersion\":2}",
        "{\"schemaVersion\":2,\"config\":7,\"layers\":[]}",
        "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}",
        "{\"schemaVersion\":1e400}",
      })
  void whatIsNoManifestIsRefused(String text) {
    assertThatThrownBy(() -> Manifest.read(utf8(text))).isInstanceOf(ImageException.class);
  }

  @Test
  void partsThatCannotBeAreRefused() {
    String good = manifest("");
    for (String[] change :
        new String[][] {
          {"7023", "-1"},
          {"7023", "9223372036854775808"},
          {"7023", "4611686018427387904"},
          {"7023", "1.5"},
          {"sha256:b5", "sha256:zz"},
          {"sha256:b5", "sha256:../"},
          {"sha256:", "md5:"},
          {"\"layers\":[", "\"blobs\":["},
        }) {
      assertThatThrownBy(() -> Manifest.read(utf8(good.replace(change[0], change[1]))))
          .as(change[1])
          .isInstanceOf(ImageException.class);
    }
  }

  @Test
  void deepAndLongDocumentsAreRefused() {
    assertThatThrownBy(() -> Manifest.read(utf8("{\"a\":" + "[".repeat(100_000))))
        .isInstanceOf(ImageException.class);
    String layer = descriptor(MediaTypes.LAYER);
    String many =
        manifest("")
            .replace("[" + layer, "[" + layer)
            .replace("[", "[" + (layer + ",").repeat(501));
    assertThatThrownBy(() -> Manifest.read(utf8(many))).hasMessageContaining("502 layers");
  }

  @Test
  void nothingIsBothAManifestAndAnIndex() {
    assertThatThrownBy(() -> Manifest.read(utf8(manifest(",\"manifests\":[]"))))
        .hasMessageContaining("not those of one image");
    assertThatThrownBy(
            () -> Manifest.read(utf8(manifest(",\"mediaType\":\"" + MediaTypes.INDEX + "\""))))
        .hasMessageContaining("not those of one image");
    assertThatThrownBy(() -> Index.read(utf8(manifest(",\"manifests\":[]"))))
        .hasMessageContaining("not those of an index");
  }

  @Test
  void aConfigOfAnotherImageIsFound() {
    ImageConfig none = ImageConfig.empty(new Platform("linux", "amd64", null), "");
    assertThatThrownBy(() -> Manifest.read(utf8(manifest(""))).check(none))
        .hasMessageContaining("1 layers, but the image config has 0");
  }

  @Test
  void emptyListsOfGoAreRead() {
    String text = "{\"schemaVersion\":2,\"config\":" + descriptor(MediaTypes.CONFIG);
    assertThat(Manifest.read(utf8(text + ",\"layers\":null}")).layers()).isEmpty();
    assertThat(ImageConfig.read(utf8("{\"rootfs\":{\"diff_ids\":null}}")).diffIds()).isEmpty();
  }

  @Test
  void membersOfAConfigAreOfTheirType() {
    ImageConfig read =
        ImageConfig.read(
            utf8(
                "{\"rootfs\":{\"diff_ids\":[]},\"config\":{\"Env\":[\"A=1\"],\"Cmd\":\"sh\","
                    + "\"Entrypoint\":null,\"User\":7,\"Shell\":[1],\"ExposedPorts\":{\"80/tcp\":{}}}}"));
    assertThat(read.list("Env")).containsExactly("A=1");
    assertThat(read.list("Cmd")).containsExactly("sh");
    assertThat(read.list("Entrypoint")).isEmpty();
    assertThat(read.set("ExposedPorts")).containsExactly("80/tcp");
    assertThatThrownBy(() -> read.text("User")).hasMessageContaining("config.User");
    assertThatThrownBy(() -> read.list("Shell")).hasMessageContaining("config.Shell");
  }

  @Test
  void unknownMembersOfAConfigAreKept() {
    ImageConfig read =
        ImageConfig.read(utf8("{\"os.version\":\"10\",\"x\":[1.50],\"rootfs\":{\"diff_ids\":[]}}"));
    ImageConfig next = read.with(null, new Obj(), read.process(), "2026-01-01T00:00:00Z");
    assertThat(new String(next.bytes(), StandardCharsets.UTF_8))
        .contains("\"os.version\":\"10\"")
        .contains("\"x\":[1.50]");
    assertThat(next.author()).isEmpty();
    assertThat(ImageConfig.read(next.withAuthor("A. Person").bytes()).author())
        .isEqualTo("A. Person");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linux/amd64    | linux/arm64 linux/amd64                     | linux/amd64",
        "linux/amd64    | linux/386 linux/arm64                       | linux/386",
        "linux/amd64    | linux/amd64/v3 linux/amd64/v2               | ",
        "linux/amd64/v3 | linux/amd64 linux/amd64/v2 linux/amd64/v4   | linux/amd64/v2",
        "linux/amd64/v3 | linux/386 linux/amd64                       | linux/amd64",
        "linux/arm      | linux/arm/v5 linux/arm/v6 linux/arm/v7      | linux/arm/v7",
        "linux/arm/v7   | linux/arm/v8 linux/arm/v5 linux/arm/v6      | linux/arm/v6",
        "linux/arm/v6   | linux/arm/v7                                | ",
        "linux/arm64    | linux/arm/v7 linux/arm64/v8                 | linux/arm64/v8",
        "linux/arm64/v8 | linux/arm/v7 linux/arm64                    | linux/arm64",
        "linux/arm64    | linux/arm/v6 linux/arm/v7                   | linux/arm/v7",
        "linux/arm64/v9 | linux/arm64/v8.6 linux/arm64/v8.5           | linux/arm64/v8.5",
        "linux/arm64    | linux/arm64/v9                              | ",
        "armhf          | linux/arm/v6 linux/arm/v7                   | linux/arm/v7",
        "x86_64         | linux/amd64                                 | linux/amd64",
        "linux/riscv64  | unknown/unknown linux/riscv64               | linux/riscv64",
        "linux/amd64    | unknown/unknown windows/amd64               | ",
        "linux/amd64    | none linux/amd64                            | linux/amd64",
        "linux/amd64    | none linux/s390x                            | none",
      })
  void aPlatformIsChosenAsContainerdDoes(String wanted, String offered, String chosen) {
    Arr manifests = new Arr();
    for (String platform : offered.split(" ")) {
      manifests.add(entry(platform));
    }
    Index index =
        new Index(
            MediaTypes.INDEX,
            Manifest.descriptors("index", new Obj().put("manifests", manifests), "manifests"),
            new Obj());
    Descriptor found = index.choose(Platform.parse(wanted));
    assertThat(found == null ? null : found.digest())
        .isEqualTo(chosen == null ? null : Digest.of(utf8(chosen)));
  }

  private static Obj entry(String platform) {
    Obj entry = new Obj().put("mediaType", MediaTypes.MANIFEST).put("size", 1);
    entry.put("digest", Digest.of(utf8(platform)).toString());
    List<String> parts = List.of(platform.split("/"));
    if (parts.size() < 2) {
      return entry;
    }
    Obj offered = new Obj().put("os", parts.get(0)).put("architecture", parts.get(1));
    return entry.put("platform", parts.size() < 3 ? offered : offered.put("variant", parts.get(2)));
  }
}

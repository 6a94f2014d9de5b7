package dev.jaula.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  @TempDir private Path directory;

  private Path file(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Credentials credentials() {
    String path = directory.resolve("bin") + ":/usr/bin:/bin";
    Map<String, String> environment =
        Map.of("XDG_RUNTIME_DIR", directory.resolve("run").toString(), "PATH", path);
    return new Credentials(Loopback.setup(directory, environment));
  }

  private static String auth(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "{\"auth\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
  }

  /** A helper that keeps what it is told in files, as the protocol has it. */
  private void helper(String name) throws IOException {
    Path kept = Files.createDirectories(directory.resolve("kept"));
    String script =
        """
        #!/bin/sh
        echo "$1" >> K/calls
        case $1 in
        get) if [ -f K/secret ]; then cat K/secret; else echo credentials not found in native keychain; exit 1; fi ;;
        store) cat > K/secret ;;
        erase) cat > K/erased; rm -f K/secret ;;
        esac
        """;
    Path file = file("bin/docker-credential-" + name, script.replace("K/", kept + "/"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void nothingAnywhere() {
    assertThat(credentials().find("docker.io", "library/debian")).isNull();
    assertThat(credentials().erase("docker.io")).isFalse();
    assertThat(directory.resolve("home/.docker")).doesNotExist();
  }

  @Test
  void dockersOwnRegistryHasAnOldName() throws IOException {
    file(
        "home/.docker/config.json",
        "{\"auths\":{\"https://index.docker.io/v1/\":" + auth("u:p") + "}}");
    assertThat(credentials().find("docker.io", "library/debian"))
        .isEqualTo(Credential.of("u", "p"));
    assertThat(credentials().find("quay.io", "a")).isNull();
    Path fresh = directory.resolve("home/.docker/config.json");
    credentials().store("docker.io", Credential.of("v", "q"));
    assertThat(fresh)
        .content()
        .contains("https://index.docker.io/v1/")
        .doesNotContain("\"docker.io\"");
  }

  @Test
  void podmansFileIsSecondAndMayNameAPath() throws IOException {
    file(
        "run/containers/auth.json",
        "{\"auths\":{\"q.local\":" + auth("all:1") + ",\"q.local/a/b\":" + auth("ab:2") + "}}");
    assertThat(credentials().find("q.local", "a/b/c")).isEqualTo(Credential.of("ab", "2"));
    assertThat(credentials().find("q.local", "a/c")).isEqualTo(Credential.of("all", "1"));
    file("home/.docker/config.json", "{\"auths\":{\"q.local\":" + auth("docker:3") + "}}");
    assertThat(credentials().find("q.local", "a/c")).isEqualTo(Credential.of("docker", "3"));
  }

  @Test
  void fileIsTheOwnersOnlyAndKeepsWhatIsNotOurs() throws IOException {
    credentials().store("r.local:5000", new Credential("", "", "refresh", null));
    Path path = directory.resolve("home/.docker/config.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(credentials().find("r.local:5000", "a"))
        .isEqualTo(new Credential("", "", "refresh", null));
    Files.writeString(path, "{\"HttpHeaders\":{\"X\":\"1\"},\"auths\":{\"o\":{\"new\":[1]}}}");
    credentials().store("r.local:5000", Credential.of("u", "p"));
    assertThat(path).content().contains("HttpHeaders", "\"new\"", "r.local:5000");
    try (var left = Files.list(path.getParent())) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void aLinkToTheFileStaysOne() throws IOException {
    Path real = file("dot/config.json", "{}");
    Path link = directory.resolve("home/.docker/config.json");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, real);
    credentials().store("r.local", Credential.of("u", "p"));
    assertThat(link).isSymbolicLink();
    assertThat(real).content().contains("r.local");
  }

  @Test
  void aHelperGetsKeepsAndErases() throws IOException {
    helper("box");
    Path path = file("home/.docker/config.json", "{\"credsStore\":\"box\"}");
    assertThat(credentials().find("r.local", "a")).isNull();
    credentials().store("r.local", Credential.of("u", "s e\"c"));
    assertThat(path).content().contains("\"r.local\": {}").doesNotContain("auth\"");
    assertThat(directory.resolve("kept/secret"))
        .hasContent("{\"ServerURL\":\"r.local\",\"Username\":\"u\",\"Secret\":\"s e\\\"c\"}");
    assertThat(credentials().find("r.local", "a")).isEqualTo(Credential.of("u", "s e\"c"));
    assertThat(credentials().erase("r.local")).isTrue();
    assertThat(directory.resolve("kept/erased")).hasContent("r.local");
    assertThat(credentials().find("r.local", "a")).isNull();
  }

  @Test
  void aHelperForOneRegistryAndItsTokens() throws IOException {
    helper("one");
    file("kept/secret", "{\"ServerURL\":\"r\",\"Username\":\"<token>\",\"Secret\":\"refresh\"}");
    file("home/.docker/config.json", "{\"credHelpers\":{\"r.local\":\"one\"}}");
    assertThat(credentials().find("r.local", "a"))
        .isEqualTo(new Credential("", "", "refresh", null));
    assertThat(credentials().find("other.local", "a")).isNull();
    assertThat(directory.resolve("kept/calls")).hasContent("get");
  }

  @Test
  void aHelperThatIsMissingOrFailsIsNamed() throws IOException {
    file("home/.docker/config.json", "{\"credsStore\":\"gone\"}");
    assertThatThrownBy(() -> credentials().find("r.local", "a"))
        .hasMessageContaining("docker-credential-gone is named in credsStore");
    file("home/.docker/config.json", "{\"credsStore\":\"../evil\"}");
    assertThatThrownBy(() -> credentials().find("r.local", "a"))
        .hasMessageContaining("not in PATH");
    Path broken = file("bin/docker-credential-sad", "#!/bin/sh\necho no key; exit 3\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    file("home/.docker/config.json", "{\"credsStore\":\"sad\"}");
    assertThatThrownBy(() -> credentials().find("r.local", "a"))
        .hasMessageContaining("docker-credential-sad get ends with status 3: no key");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    file("home/.docker/config.json", "{\"auths\":{\"r.local\":{\"auth\":\"%%%\"}}}");
    assertThatThrownBy(() -> credentials().find("r.local", "a"))
        .hasMessageContaining("\"auth\" of r.local is not base64");
    file("home/.docker/config.json", "{");
    assertThatThrownBy(() -> credentials().find("r.local", "a")).hasMessageContaining("is no JSON");
  }
}

package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a machine's /etc/apt, and addresses. */
class SourcesTest {
  @Test
  void oneLine() {
    List<AptSource> sources =
        AptSources.lines(
            """
            # deb http://no.example/debian stable main
            deb [ arch=amd64,arm64 signed-by=/usr/share/keyrings/a.gpg trusted=yes ] \
            http://mirror.example/debian/ stable main contrib # why
            deb-src http://mirror.example/debian stable main
            deb\tfile:/srv/debian  bookworm\tmain
            deb [check-valid-until=no] http://old.example/debian bullseye main
            deb broken
            """);
    assertThat(sources).hasSize(3);
    AptSource first = sources.getFirst();
    assertThat(first.uri()).isEqualTo("http://mirror.example/debian");
    assertThat(first.suite()).isEqualTo("stable");
    assertThat(first.components()).containsExactly("main", "contrib");
    assertThat(first.architectures()).containsExactly("amd64", "arm64");
    assertThat(first.signedBy()).isEqualTo("/usr/share/keyrings/a.gpg");
    assertThat(first.trusted()).isTrue();
    assertThat(first.isFor("i386")).isFalse();
    assertThat(sources.get(1).uri()).isEqualTo("file:/srv/debian");
    assertThat(sources.get(2).checkValidUntil()).isFalse();
  }

  @Test
  void fields() {
    List<AptSource> sources =
        AptSources.deb822(
            """
            # a comment
            Types: deb deb-src
            URIs: http://one.example/debian http://two.example/debian
            Suites: stable stable-updates
            Components: main
             contrib
            Signed-By:
             -----BEGIN PGP PUBLIC KEY BLOCK-----
             .
             mDMEZ
             -----END PGP PUBLIC KEY BLOCK-----

            Types: deb
            URIs: http://three.example/debian
            Suites: sid
            Components: main
            Enabled: no

            Types: deb-src
            URIs: http://four.example/debian
            Suites: sid
            Components: main
            """);
    assertThat(sources).hasSize(4);
    assertThat(sources.get(1).suite()).isEqualTo("stable-updates");
    assertThat(sources.get(2).uri()).isEqualTo("http://two.example/debian");
    assertThat(sources.getFirst().components()).containsExactly("main", "contrib");
    assertThat(sources.getFirst().signedBy()).contains("BEGIN PGP").contains("\n.\n");
  }

  @Test
  void allFilesOfAMachine(@TempDir Path root) throws Exception {
    Path folder = Files.createDirectories(root.resolve("etc/apt/sources.list.d"));
    Files.writeString(root.resolve("etc/apt/sources.list"), "deb http://a/d s m\n");
    Files.writeString(folder.resolve("b.list"), "deb http://b/d s m\n");
    Files.writeString(folder.resolve("a.sources"), "Types: deb\nURIs: http://c/d\nSuites: s\n");
    Files.writeString(folder.resolve("d.save"), "deb http://d/d s m\n");
    assertThat(AptSources.read(root).stream().map(AptSource::uri))
        .containsExactly("http://a/d", "http://c/d", "http://b/d");
  }

  @Test
  void passwordsAreNotShown() {
    assertThat(AptSource.publicly("https://me:secret@host/debian"))
        .isEqualTo("https://host/debian");
    assertThat(AptSource.publicly("http://host/a@b")).isEqualTo("http://host/a@b");
    assertThat(AptSource.of("http://u:p@h/d/", "s")).hasToString("http://h/d s");
  }

  @Test
  void aptConf() {
    AptConfig config = new AptConfig();
    config.add(
        """
        // Acquire::http::Proxy "http://commented:1";
        Acquire::http::Proxy "http://proxy.example:3128/"; # yes
        Acquire {
          https { Proxy "DIRECT"; Verify-Peer "true"; };
          http::Proxy::near.example "DIRECT";
          /* ftp { Proxy "http://x"; } */
        };
        """);
    Proxies proxies = new Proxies(config, Map.of("http_proxy", "http://other:1"));
    assertThat(proxies.proxy(URI.create("http://far.example/d")))
        .isEqualTo(URI.create("http://proxy.example:3128/"));
    assertThat(proxies.proxy(URI.create("http://near.example/d"))).isNull();
    assertThat(proxies.proxy(URI.create("https://far.example/d"))).isNull();
  }

  @Test
  void proxiesOfTheEnvironment() {
    Map<String, String> variables =
        Map.of("http_proxy", "p.example:8080", "HTTPS_PROXY", "http://q:1", "no_proxy", ".in, lo");
    Proxies proxies = new Proxies(new AptConfig(), variables);
    assertThat(proxies.proxy(URI.create("http://a/")))
        .isEqualTo(URI.create("http://p.example:8080"));
    assertThat(proxies.proxy(URI.create("https://a/"))).isEqualTo(URI.create("http://q:1"));
    assertThat(proxies.proxy(URI.create("http://b.in/"))).isNull();
    assertThat(proxies.proxy(URI.create("http://lo/"))).isNull();
    Proxies socks = new Proxies(new AptConfig(), Map.of("all_proxy", "socks5://u:secret@s:1"));
    assertThatThrownBy(() -> socks.proxy(URI.create("http://a/")))
        .hasMessageContaining("http://HOST:PORT")
        .hasMessageNotContaining("secret");
  }

  @Test
  void localFiles() {
    assertThat(Fetcher.local("file:/srv/a%20b")).isEqualTo(Path.of("/srv/a b"));
    assertThat(Fetcher.local("file:///srv/c++")).isEqualTo(Path.of("/srv/c++"));
    assertThat(Fetcher.local("copy://localhost/srv")).isEqualTo(Path.of("/srv"));
    assertThat(Fetcher.local("http://host/srv")).isNull();
    assertThat(Fetcher.canRead("cdrom:[x]/")).isFalse();
    assertThat(Fetcher.canRead("mirror+http://x/")).isFalse();
  }

  @Test
  void targets() {
    assertThat(Target.of("debian")).isEqualTo(new Target.Folder(Path.of("debian")));
    assertThat(Target.of("./a:b")).isInstanceOf(Target.Folder.class);
    assertThat(Target.of("/srv/a:b")).isInstanceOf(Target.Folder.class);
    assertThat(Target.of("debian:stable")).isEqualTo(new Target.Image("debian:stable"));
    assertThat(Target.of("localhost:5000/x")).isInstanceOf(Target.Folder.class);
    assertThat(Target.of("localhost:5000/x:1")).isInstanceOf(Target.Image.class);
    assertThat(Target.of("a.tar.zst")).isInstanceOf(Target.Tar.class);
    assertThat(((Target.Tar) Target.of("-")).isOutput()).isTrue();
  }
}

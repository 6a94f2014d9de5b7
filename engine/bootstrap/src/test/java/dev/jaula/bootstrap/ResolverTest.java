package dev.jaula.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which packages are taken. */
@SuppressWarnings("NullAway") // what is missing fails the test just as well
class ResolverTest {
  private static final AptSource SOURCE = AptSource.of("http://host/d", "s");

  private static PackageIndex index(String text) throws IOException {
    PackageIndex index = new PackageIndex("amd64");
    // small reads, so that paragraphs are cut anywhere
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    index.read(
        new java.io.FilterInputStream(bytes) {
          @Override
          public int read(byte[] to, int at, int length) throws IOException {
            return super.read(to, at, Math.min(length, 7));
          }
        },
        SOURCE);
    return index;
  }

  private static String one(String name, String version, String... fields) {
    return "Package: "
        + name
        + "\nVersion: "
        + version
        + "\nArchitecture: amd64\nDescription: Depends: not this\n and not\n .\n this\n"
        + String.join("\n", fields)
        + (fields.length == 0 ? "\n" : "\n\n");
  }

  private static List<String> closure(PackageIndex index, String... names) {
    Resolver resolver = new Resolver(index, List.of("usrmerge"));
    resolver.add(List.of(names), "test");
    assertThat(resolver.missing()).isEmpty();
    return resolver.chosen().stream().map(DebPackage::name).toList();
  }

  @Test
  void theFirstAlternativeThatThereIs() throws Exception {
    PackageIndex index =
        index(
            one("a", "1", "Depends: b (>= 2) | c, d:any", "Pre-Depends: e")
                + one("b", "1", "")
                + one("c", "1", "")
                + one("d", "1", "Depends: f [arm64], g [!arm64],\n  h")
                + one("e", "1", "")
                + one("g", "1", "")
                + one("h", "1", ""));
    assertThat(closure(index, "a")).containsExactly("a", "e", "c", "d", "g", "h");
  }

  @Test
  void virtualPackages() throws Exception {
    PackageIndex index =
        index(
            one("a", "1", "Depends: mta, awk, lib (>= 2)")
                + one("x", "1", "Provides: mta", "Priority: optional")
                + one("m", "1", "Provides: mta", "Priority: important")
                + one("mawk", "1", "Provides: awk, other (= 1)")
                + one("lib-old", "1", "Provides: lib, lib (= 1)")
                + one("lib-new", "1", "Provides: lib (= 2.1)"));
    assertThat(closure(index, "a")).containsExactly("a", "m", "mawk", "lib-new");
    assertThat(closure(index, "x", "a")).containsExactly("x", "a", "mawk", "lib-new");
    assertThat(closure(index, "awk")).containsExactly("mawk");
    assertThatThrownBy(() -> closure(index, "mta")).hasMessageContaining("name one of m, x");
    assertThatThrownBy(() -> closure(index, "nothing")).hasMessageContaining("--components");
  }

  @Test
  void whatIsAvoidedIsNeverTaken() throws Exception {
    PackageIndex index =
        index(
            one("init", "1", "Depends: usrmerge | usr-is-merged")
                + one("usrmerge", "1", "")
                + one("usr-is-merged", "1", ""));
    assertThat(closure(index, "init")).containsExactly("init", "usr-is-merged");
  }

  @Test
  void theNewestVersionAndThisArchitecture() throws Exception {
    PackageIndex index =
        index(one("a", "1", "Depends: b") + one("a", "1.10", "") + one("a", "1.9", ""));
    assertThat(index.get("a")).hasToString("a 1.10");
    PackageIndex other = index(one("a", "1", "").replace("amd64", "arm64"));
    assertThat(other.get("a")).isNull();
  }

  @Test
  void whatNobodyHasIsTold() throws Exception {
    Resolver resolver = new Resolver(index(one("a", "1", "Depends: x (>> 1) | y")), List.of());
    resolver.add(List.of("a"), "test");
    assertThat(resolver.missing()).containsExactly("a needs x (>> 1) | y");
  }

  @Test
  void aFileNameThatLeadsAwayIsRefused() throws Exception {
    PackageIndex index = index(one("a", "1", "Filename: ../../etc/shadow", "Size: 1"));
    DebPackage a = Objects.requireNonNull(index.get("a"));
    assertThatThrownBy(a::uri).hasMessageContaining("not allowed");
  }

  @Test
  void anIndexWithoutALastNewline() throws Exception {
    assertThat(index("Package: a\nVersion: 1\nArchitecture: all").size()).isEqualTo(1);
    assertThat(index("").size()).isZero();
  }
}

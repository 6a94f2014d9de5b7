package dev.jaula.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * runc-spec.json is what runc 1.1.5 printed, with the changes that runc has made since: its version
 * of the spec, no ambient capabilities, one more masked path.
 */
class ExampleSpecTest {
  @Test
  void isWhatRuncWrites() {
    assertThat(ExampleSpec.text(false)).isEqualTo(Documents.text("runc-spec.json"));
    assertThat(ExampleSpec.rootless(0, 0, false))
        .isEqualTo(Documents.text("runc-spec-rootless.json"));
  }

  @Test
  void isWhatItsOwnReaderTakes() {
    List<String> warnings = new ArrayList<>();
    Spec spec = SpecReader.read(Documents.parse(ExampleSpec.text(true)), warnings);
    Creatable.check(spec);
    assertThat(warnings).isEmpty();
    assertThat(spec.linux().isNew(NamespaceType.CGROUP)).isTrue();
    assertThat(spec.linux().isNew(NamespaceType.USER)).isFalse();
    assertThat(Objects.requireNonNull(spec.needProcess().capabilities()).ambient()).isZero();
  }

  @Test
  void ordinaryUsersBecomeRoot() {
    Spec spec =
        SpecReader.read(Documents.parse(ExampleSpec.rootless(-2, 1000, true)), new ArrayList<>());
    assertThat(spec.linux().uidMappings()).containsExactly(new IdMapping(0, 4294967294L, 1));
    assertThat(spec.linux().gidMappings()).containsExactly(new IdMapping(0, 1000, 1));
    assertThat(spec.linux().namespace(NamespaceType.NETWORK)).isNull();
    assertThat(spec.linux().deviceRules()).isEmpty();
  }
}

package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Annotations in GVariant's text form. */
class AnnotationPropertiesTest {
  private static List<String> of(String name, String value) {
    return PropertyText.of(AnnotationProperties.of(Map.of("org.systemd.property." + name, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TimeoutStopUSec | uint64 123456789 | TimeoutStopUSec t 123456789",
        "CollectMode | 'inactive-or-failed' | CollectMode s 'inactive-or-failed'",
        "Delegate | true | Delegate b 1",
        "Delegate | boolean false | Delegate b 0",
        "TimeoutStopSec | 3 | TimeoutStopUSec t 3000000",
        "RuntimeMaxSec | uint32 2 | RuntimeMaxUSec t 2000000",
        "TimeoutStopSec | 1.5 | TimeoutStopUSec t 1500000",
        "TimeoutStopSec | +0.29 | TimeoutStopUSec t 290000",
        "TimeoutStopSec | .25 | TimeoutStopUSec t 250000",
        "TimeoutStopSec | 3. | TimeoutStopUSec t 3000000",
        "TimeoutStopSec | 0.0000019 | TimeoutStopUSec t 1",
        "TimeoutStopSec | -0.0 | TimeoutStopUSec t 0",
        "TimeoutStopSec | 5e-1 | TimeoutStopUSec t 500000",
        "TimeoutStopSec | 1.25E+2 | TimeoutStopUSec t 125000000",
        "TimeoutStopSec | 1e-300 | TimeoutStopUSec t 0",
        "TimeoutStopSec | 0.3333333333333333333333 | TimeoutStopUSec t 333333",
        "TimeoutStopSec | double 2 | TimeoutStopUSec t 2000000",
        "TimeoutStopSec | @d 2.5 | TimeoutStopUSec t 2500000",
        "RuntimeMaxUSec | uint64 2 | RuntimeMaxUSec t 2",
        "After | ['a.service', \"b.service\"] | After as ['a.service', 'b.service']",
        "After | @as [] | After as []",
        "Int | -5 | Int i -5",
        "Int | int32 2147483647 | Int i 2147483647",
        "Int | int64 -9223372036854775808 | Int x -9223372036854775808",
        "Int | uint64 18446744073709551615 | Int t 18446744073709551615",
        "Int | uint64 0xffffffffffffffff | Int t 18446744073709551615",
        "Int | byte 0x1f | Int y 31",
        "Int | int16 -0100 | Int n -64",
        "Int | uint16 65535 | Int q 65535",
        "Ints | [uint32 1, 2] | Ints au [1, 2]",
        "Ints | @at [1, 2,] | Ints at [1, 2]",
        "Bpf | [('egress', '/sys/fs/bpf/x')] | Bpf a(ss) [('egress', '/sys/fs/bpf/x')]",
        "Pairs | @a(st) [('a', 5)] | Pairs a(st) [('a', 5)]",
        "Any | <uint32 5> | Any v <5>",
        "Path | objectpath '/a' | Path o '/a'",
        "Type | signature 'as' | Type g 'as'",
        "Text | 'it\\'s \\u00e9\\n' | Text s 'it's é\\n'",
        "Bytes | b'ab' | Bytes ay [97, 98, 0]",
      })
  void values(String name, String value, String expected) {
    assertThat(of(name, value)).containsExactly(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Ab | 1 | name incorrect",
        "Some.thing | 1 | name incorrect",
        "Name | `` | not a whole number",
        "Name | text | \"text\" is no value; text stands between quotes",
        "Name | 'open | the closing ' is missing",
        "Name | 'a' 'b' | \"'b'\" is left over",
        "Name | 1.5 | \"1.5\" is not a whole number",
        "Name | uint32 -1 | \"-1\" is out of range of its type",
        "Name | byte 256 | out of range",
        "Name | 2147483648 | out of range",
        "Name | int64 -9223372036854775809 | out of range",
        "Name | uint64 18446744073709551616 | out of range",
        "Name | uint64 0x1ffffffffffffffff | out of range",
        "Name | uint32 'a' | the type u is wanted, and text is given",
        "Name | ['a', 1] | the type s is wanted, and a number is given",
        "Name | ['a' | a comma or ] is missing",
        "Name | [] | an empty array needs its type",
        "Name | () | an empty tuple",
        "Name | {'a': 1} | is not a whole number",
        "Name | @z 1 | is not a type",
        "Name | @as 5 | the type as is wanted, and a number is given",
        "Name | <5 | > is missing",
        "Name | '\\u12' | \\u is followed by 4",
        "Name | '\\u0000' | no character",
        "Name | - | not a whole number",
        "TimeoutStopSec | true | not a number of seconds",
        "TimeoutStopSec | 'a' | not a number of seconds",
        "TimeoutStopSec | -1 | out of range",
        "TimeoutStopSec | uint64 18446744073709551615 | out of range",
        "TimeoutStopSec | uint64 9223372036855 | out of range",
      })
  void malformed(String name, String value, String message) {
    assertThatThrownBy(() -> of(name, value))
        .isInstanceOf(SystemdException.class)
        .hasMessageStartingWith("annotation org.systemd.property." + name)
        .hasMessageContaining(message);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> of("Name", "<".repeat(10_000))).hasMessageContaining("too deeply");
    assertThatThrownBy(() -> of("Name", "byte ".repeat(10_000))).hasMessageContaining("too deeply");
  }

  @Test
  void othersAreIgnoredAndTheOrderStays() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("org.systemd.property.Second", "2");
    annotations.put("io.kubernetes.cri-o.x", "not a value");
    annotations.put("org.systemd.property.First", "1");
    assertThat(PropertyText.of(AnnotationProperties.of(annotations)))
        .containsExactly("Second i 2", "First i 1");
  }
}

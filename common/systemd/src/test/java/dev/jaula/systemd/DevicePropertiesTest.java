package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.cgroup.Version;
import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules such as {@code +c 1:3 rwm} to the list of systemd. */
class DevicePropertiesTest {
  private static final String DENY_ALL = "-a *:* rwm; ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | strict",
        DENY_ALL + "| strict",
        "+a *:* rwm | auto",
        DENY_ALL + "+c 1:3 rwm; +b 8:0 r | strict /dev/char/1:3=rwm /dev/block/8:0=r",
        DENY_ALL + "+c 136:* rwm; +c *:* m; +b *:* m | strict char-136=rwm char-*=m block-*=m",
        DENY_ALL + "+a 5:1 rw | strict /dev/char/5:1=rw /dev/block/5:1=rw",
        // the same device twice is one entry
        DENY_ALL + "+c 1:3 r; +c 1:3 mw | strict /dev/char/1:3=rwm",
        // what is denied later is taken away
        DENY_ALL + "+c 1:3 rwm; -c 1:3 m | strict /dev/char/1:3=rw",
        DENY_ALL + "+c 1:3 rwm; +b 8:0 rwm; -c *:* rwm | strict /dev/block/8:0=rwm",
        DENY_ALL + "+c 1:3 rwm; -a *:* w | strict /dev/char/1:3=rm",
        "+c 1:3 rwm; " + DENY_ALL + "| strict",
        "+a *:* rwm; " + DENY_ALL + "+c 1:3 r | strict /dev/char/1:3=r",
        "-c 1:3 rwm; +a *:* rwm | auto",
      })
  void sameOnBoth(String rules, String expected) {
    assertThat(text(rules, Version.V2)).isEqualTo(expected);
    assertThat(text(rules, Version.V1)).isEqualTo(expected);
  }

  /** What systemd has no words for: our own filter narrows on v2, on v1 the list has to. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+a *:* rwm; -b 8:0 w | auto | strict",
        DENY_ALL + "+c 10:* rwm; -c 10:200 rwm | strict char-10=rwm | strict",
        DENY_ALL + "+c 10:* rwm; -c 10:200 w | strict char-10=rwm | strict char-10=rm",
        DENY_ALL + "+c *:200 rwm | strict char-*=rwm | strict",
      })
  void generousOnV2NarrowOnV1(String rules, String v2, String v1) {
    assertThat(text(rules, Version.V2)).isEqualTo(v2);
    assertThat(text(rules, Version.V1)).isEqualTo(v1);
    assertThat(text(rules, Version.HYBRID)).isEqualTo(v1);
  }

  private static String text(String rules, Version version) {
    List<Property> properties = DeviceProperties.of(rules(rules), version);
    assertThat(properties.get(0).name()).isEqualTo("DevicePolicy");
    assertThat(properties.get(1))
        .isEqualTo(new Property("DeviceAllow", new Value.Items("(ss)", List.of())));
    StringBuilder text = new StringBuilder(Message.text(properties.get(0).value()));
    for (Property property : properties.subList(2, properties.size())) {
      assertThat(property.name()).isEqualTo("DeviceAllow");
      for (Value entry : ((Value.Items) property.value()).values()) {
        List<Value> fields = ((Value.Fields) entry).values();
        text.append(' ').append(Message.text(fields.get(0)));
        text.append('=').append(Message.text(fields.get(1)));
      }
    }
    return text.toString();
  }

  private static List<DeviceRule> rules(String text) {
    List<DeviceRule> rules = new ArrayList<>();
    for (String rule : text.split("; *")) {
      if (!rule.isBlank()) {
        String[] words = rule.trim().split(" ");
        String[] numbers = words[1].split(":");
        rules.add(
            new DeviceRule(
                words[0].charAt(0) == '+',
                words[0].charAt(1),
                number(numbers[0]),
                number(numbers[1]),
                words[2]));
      }
    }
    return rules;
  }

  private static int number(String text) {
    return text.equals("*") ? -1 : Integer.parseInt(text);
  }
}

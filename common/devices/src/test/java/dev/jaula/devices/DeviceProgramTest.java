package dev.jaula.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeviceProgramTest {
  private static final DeviceRule NOTHING = new DeviceRule(false, 'a', -1, -1, "rwm");

  private static DeviceRule allow(char type, int major, int minor, String access) {
    return new DeviceRule(true, type, major, minor, access);
  }

  private static DeviceRule deny(char type, int major, int minor, String access) {
    return new DeviceRule(false, type, major, minor, access);
  }

  @Test
  void aRuleForEverythingIsEightInstructions() {
    List<Long> code = DeviceProgram.of(List.of(NOTHING));
    assertThat(code)
        .containsExactly(
            0x0000000000001261L, // r2 = *(u32 *)(r1 + 0)
            0x0000000000001361L, // r3 = *(u32 *)(r1 + 0)
            0x0000ffff00000257L, // r2 &= 0xffff
            0x0000001000000377L, // r3 >>= 16
            0x0000000000041461L, // r4 = *(u32 *)(r1 + 4)
            0x0000000000081561L, // r5 = *(u32 *)(r1 + 8)
            0x00000000000000b7L, // r0 = 0
            0x0000000000000095L); // exit
  }

  @Test
  void defaultDevicesAreUsableAndOthersAreNot() {
    List<Long> code = DeviceProgram.of(DeviceRules.complete(List.of(NOTHING)));
    assertThat(Interpreter.allows(code, 'c', 1, 3, "rw")).isTrue();
    assertThat(Interpreter.allows(code, 'c', 136, 7, "rw")).isTrue();
    assertThat(Interpreter.allows(code, 'c', 1, 1, "m")).isTrue();
    assertThat(Interpreter.allows(code, 'c', 1, 1, "r")).isFalse();
    assertThat(Interpreter.allows(code, 'b', 1, 3, "r")).isFalse();
    assertThat(Interpreter.allows(code, 'b', 8, 0, "rm")).isFalse();
  }

  @Test
  void theLastRuleDecides() {
    List<DeviceRule> rules =
        List.of(NOTHING, allow('b', 8, -1, "rwm"), deny('b', 8, 1, "w"), allow('b', 8, 1, "m"));
    List<Long> code = DeviceProgram.of(rules);
    assertThat(Interpreter.allows(code, 'b', 8, 0, "rw")).isTrue();
    assertThat(Interpreter.allows(code, 'b', 8, 1, "r")).isTrue();
    assertThat(Interpreter.allows(code, 'b', 8, 1, "rw")).isFalse();
    assertThat(Interpreter.allows(code, 'b', 8, 1, "rm")).isTrue();
    assertThat(Interpreter.allows(code, 'b', 9, 1, "r")).isFalse();
  }

  /** Random rules against the meaning of the spec, word for word. */
  @Test
  void programsMeanWhatTheirRulesMean() {
    Random random = new Random(17);
    for (int round = 0; round < 3000; round++) {
      List<DeviceRule> rules = random(random);
      List<Long> code = DeviceProgram.of(rules);
      for (int ask = 0; ask < 50; ask++) {
        char type = "bc".charAt(random.nextInt(2));
        int major = random.nextInt(3);
        int minor = random.nextInt(3);
        String access = access(random);
        assertThat(Interpreter.allows(code, type, major, minor, access))
            .as("%s %d:%d %s in %s", type, major, minor, access, rules)
            .isEqualTo(means(rules, type, major, minor, access));
      }
    }
  }

  private static List<DeviceRule> random(Random random) {
    List<DeviceRule> rules = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      rules.add(
          new DeviceRule(
              random.nextBoolean(),
              "abc".charAt(random.nextInt(3)),
              random.nextInt(4) - 1,
              random.nextInt(4) - 1,
              access(random)));
    }
    return rules;
  }

  private static String access(Random random) {
    return List.of("r", "w", "m", "rw", "rm", "wm", "rwm").get(random.nextInt(7));
  }

  private static boolean means(
      List<DeviceRule> rules, char type, int major, int minor, String access) {
    for (int i = 0; i < access.length(); i++) {
      char one = access.charAt(i);
      boolean allowed = false;
      for (DeviceRule rule : rules) {
        boolean speaks =
            (rule.type() == 'a' || rule.type() == type)
                && (rule.major() < 0 || rule.major() == major)
                && (rule.minor() < 0 || rule.minor() == minor)
                && rule.access().indexOf(one) >= 0;
        allowed = speaks ? rule.allow() : allowed;
      }
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}

package dev.jaula.devices;

import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container's rules come to (config-linux.md, "Allowed Device list"): nothing is allowed at
 * first, the rules are applied in their order, and at last what every container may use.
 */
public final class DeviceRules {
  static final String ALL = "rwm";

  /** As runc has them: nodes of any device may be made, but only these be used. */
  private static final List<DeviceRule> ALWAYS =
      List.of(
          new DeviceRule(true, 'c', -1, -1, "m"),
          new DeviceRule(true, 'b', -1, -1, "m"),
          character(1, 3),
          character(1, 8),
          character(1, 7),
          character(5, 0),
          character(1, 5),
          character(1, 9),
          character(136, -1),
          character(5, 2),
          character(10, 200));

  private DeviceRules() {}

  private static DeviceRule character(int major, int minor) {
    return new DeviceRule(true, 'c', major, minor, ALL);
  }

  /**
   * All rules in order. The first is one for everything: what stands before the last such rule has
   * no effect.
   */
  public static List<DeviceRule> complete(List<DeviceRule> given) {
    List<DeviceRule> rules = new ArrayList<>();
    rules.add(new DeviceRule(false, 'a', -1, -1, ALL));
    for (DeviceRule rule : given) {
      if (isTotal(rule)) {
        rules.clear();
      }
      rules.add(rule);
    }
    if (!rules.get(0).allow()) {
      rules.addAll(ALWAYS);
    }
    return rules;
  }

  /** Whether a rule speaks of every use of every device. */
  static boolean isTotal(DeviceRule rule) {
    return rule.type() == 'a' && rule.major() < 0 && rule.minor() < 0 && bits(rule) == 7;
  }

  /** BPF_DEVCG_ACC_ of linux/bpf.h: 1 for m, 2 for r, 4 for w. */
  static int bits(DeviceRule rule) {
    int bits = 0;
    for (int i = 0; i < rule.access().length(); i++) {
      bits |=
          switch (rule.access().charAt(i)) {
            case 'm' -> 1;
            case 'r' -> 2;
            default -> 4;
          };
    }
    return bits;
  }

  /** {@code c 1:* rwm}, as v1 writes and shows it. */
  public static String text(DeviceRule rule) {
    return rule.type()
        + " "
        + number(rule.major())
        + ":"
        + number(rule.minor())
        + " "
        + rule.access();
  }

  private static String number(int number) {
    return number < 0 ? "*" : String.valueOf(number);
  }
}

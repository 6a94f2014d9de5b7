package dev.jaula.devices;

import dev.jaula.spec.DeviceRule;
import java.util.List;

/**
 * Rules as a program of type BPF_PROG_TYPE_CGROUP_DEVICE (cgroup-v2.rst, "Device controller"). The
 * kernel asks it whenever a device is opened or a node made: 1 allows, 0 refuses. The last rule
 * that speaks of a kind of access decides on it, so they are gone through backwards, until each
 * kind that was asked for is decided.
 */
public final class DeviceProgram {
  private static final int CONTEXT = 1;
  private static final int TYPE = 2;
  private static final int ACCESS = 3;
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  /** BPF_DEVCG_DEV_BLOCK and BPF_DEVCG_DEV_CHAR of linux/bpf.h. */
  private static final int BLOCK = 1;

  private static final int CHARACTER = 2;

  private DeviceProgram() {}

  /** The instructions for {@link DeviceRules#complete complete} rules. */
  public static List<Long> of(List<DeviceRule> rules) {
    Assembler out = new Assembler();
    // struct bpf_cgroup_dev_ctx: access << 16 | type, major, minor
    out.load(TYPE, CONTEXT, 0);
    out.load(ACCESS, CONTEXT, 0);
    out.and(TYPE, 0xffff);
    out.shiftRight(ACCESS, 16);
    out.load(MAJOR, CONTEXT, 4);
    out.load(MINOR, CONTEXT, 8);
    boolean reachable = true;
    // the verifier refuses instructions that cannot be reached
    for (int i = rules.size() - 1; i >= 0 && reachable; i--) {
      rule(rules.get(i), out);
      reachable = out.label();
    }
    if (reachable) {
      out.exit(0);
    }
    return out.code();
  }

  private static void rule(DeviceRule rule, Assembler out) {
    if (rule.type() != 'a') {
      out.require(TYPE, rule.type() == 'b' ? BLOCK : CHARACTER);
    }
    if (rule.major() >= 0) {
      out.require(MAJOR, rule.major());
    }
    if (rule.minor() >= 0) {
      out.require(MINOR, rule.minor());
    }
    int bits = DeviceRules.bits(rule);
    if (bits != 7 && rule.allow()) {
      out.and(ACCESS, 7 & ~bits);
      out.require(ACCESS, 0);
    } else if (bits != 7) {
      out.requireAny(ACCESS, bits);
    }
    out.exit(rule.allow() ? 1 : 0);
  }
}

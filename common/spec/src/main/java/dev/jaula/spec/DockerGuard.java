package dev.jaula.spec;

import dev.jaula.linux.Capabilities;
import dev.jaula.seccomp.Architecture;
import dev.jaula.spec.SeccompFile.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only Docker's seccomp profiles have: archMap, includes and excludes. */
final class DockerGuard {
  private DockerGuard() {}

  /** From archMap the machine's own with its 32-bit modes, else from architectures. */
  static List<Architecture> architectures(Field profile, Target target) {
    List<Architecture> listed = SeccompReader.architectures(profile);
    List<Architecture> chosen = new ArrayList<>(listed);
    for (Field item : profile.items("archMap")) {
      if (!listed.isEmpty()) {
        throw item.bad("stands beside architectures; remove one of the two lists");
      }
      Field main = item.need("architecture", "\"SCMP_ARCH_X86_64\"");
      List<Architecture> modes = new ArrayList<>();
      modes.add(SeccompReader.architecture(main));
      for (Field mode : item.items("subArchitectures")) {
        modes.add(SeccompReader.architecture(mode));
      }
      if (modes.get(0) == target.machine()) {
        chosen.addAll(modes);
      }
    }
    return chosen;
  }

  /** Whether a rule is for this container: nothing of excludes and all of includes hold. */
  static boolean holds(Field rule, Target target) {
    @Nullable Field excludes = rule.get("excludes");
    boolean excluded =
        excludes != null
            && (matches(excludes, target) > 0
                || machine(excludes, target) > 0
                || kernel(excludes, target) > 0);
    @Nullable Field includes = rule.get("includes");
    boolean included =
        includes == null
            || matches(includes, target) == includes.items("caps").size()
                && machine(includes, target) >= 0
                && kernel(includes, target) >= 0;
    return included && !excluded;
  }

  /** How many of the capabilities the container has. */
  private static int matches(Field guard, Target target) {
    int count = 0;
    for (Field item : guard.items("caps")) {
      int capability = Capabilities.number(item.text());
      if (capability < 0 || !Capabilities.name(capability).equals(item.text())) {
        capability = item.word(Capabilities.names(Capabilities.ALL), "a capability");
      }
      count += (int) (target.capabilities() >> capability & 1);
    }
    return count;
  }

  /** 1 when the machine is listed, -1 when others are, 0 when none is. */
  private static int machine(Field guard, Target target) {
    int answer = 0;
    for (Field item : guard.items("arches")) {
      Architecture listed =
          item.choice(Architecture.values(), DockerGuard::dockerName, "an architecture");
      if (listed == target.machine()) {
        return 1;
      }
      answer = -1;
    }
    return answer;
  }

  /** 1 when the kernel is at least minKernel, -1 when it is older, 0 when nothing is asked. */
  private static int kernel(Field guard, Target target) {
    @Nullable Field field = guard.get("minKernel");
    if (field == null || field.text().isEmpty()) {
      return 0;
    }
    String version = field.text();
    int dot = version.indexOf('.');
    if (!isNumber(version, 0, dot) || !isNumber(version, dot + 1, version.length())) {
      throw field.bad("is not a kernel version; write e.g. \"4.8\"");
    }
    int major = Integer.parseInt(version.substring(0, dot));
    int minor = Integer.parseInt(version.substring(dot + 1));
    boolean reached = target.major() > major || target.major() == major && target.minor() >= minor;
    return reached ? 1 : -1;
  }

  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to - from >= 1 && to - from <= 4;
  }

  /** Docker's names are Go's where Go has one. */
  private static String dockerName(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> "amd64";
      case X86 -> "x86";
      case X32 -> "x32";
      case AARCH64 -> "arm64";
      case ARM -> "arm";
      case MIPS -> "mips";
      case MIPS64 -> "mips64";
      case MIPS64N32 -> "mips64n32";
      case MIPSEL -> "mipsel";
      case MIPSEL64 -> "mipsel64";
      case MIPSEL64N32 -> "mipsel64n32";
      case PPC -> "ppc";
      case PPC64 -> "ppc64";
      case PPC64LE -> "ppc64le";
      case S390 -> "s390";
      case S390X -> "s390x";
      case PARISC -> "parisc";
      case PARISC64 -> "parisc64";
      case RISCV64 -> "riscv64";
      case LOONGARCH64 -> "loong64";
      case M68K -> "m68k";
      case SH -> "sh";
      case SHEB -> "sheb";
    };
  }
}

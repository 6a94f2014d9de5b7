package dev.jaula.spec;

import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Operator;
import java.util.ArrayList;
import java.util.List;

/** The words of a seccomp profile, each at the ordinal of what it means. */
final class SeccompWords {
  static final List<String> ACTIONS = new ArrayList<>();
  static final List<String> ARCHITECTURES = new ArrayList<>();
  static final List<String> OPERATORS = new ArrayList<>();
  static final List<String> FLAGS = new ArrayList<>();

  /** Docker's names of architectures, which are Go's where Go has one. */
  static final List<String> DOCKER_ARCHITECTURES = new ArrayList<>();

  static {
    for (Action action : Action.values()) {
      ACTIONS.add(action.ociName());
    }
    for (Architecture architecture : Architecture.values()) {
      ARCHITECTURES.add(architecture.ociName());
      DOCKER_ARCHITECTURES.add(dockerName(architecture));
    }
    for (Operator operator : Operator.values()) {
      OPERATORS.add(operator.ociName());
    }
    for (FilterFlag flag : FilterFlag.values()) {
      FLAGS.add("SECCOMP_FILTER_FLAG_" + flag.name());
    }
  }

  private SeccompWords() {}

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

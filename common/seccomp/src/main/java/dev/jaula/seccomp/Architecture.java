package dev.jaula.seccomp;

/**
 * OCI's names of architectures with the kernel's AUDIT_ARCH_* value (linux/audit.h) and the width
 * of arguments.
 *
 * <p>X32 shares its value with X86_64 and is told apart by bit 30 of the call's number. Those
 * without a value are known by name only: no table of their calls is here, and a profile may name
 * them without effect.
 */
public enum Architecture {
  X86_64("SCMP_ARCH_X86_64", 0xC000003E, true),
  X86("SCMP_ARCH_X86", 0x40000003, false),
  X32("SCMP_ARCH_X32", 0xC000003E, false),
  AARCH64("SCMP_ARCH_AARCH64", 0xC00000B7, true),
  ARM("SCMP_ARCH_ARM", 0x40000028, false),
  MIPS("SCMP_ARCH_MIPS"),
  MIPS64("SCMP_ARCH_MIPS64"),
  MIPS64N32("SCMP_ARCH_MIPS64N32"),
  MIPSEL("SCMP_ARCH_MIPSEL"),
  MIPSEL64("SCMP_ARCH_MIPSEL64"),
  MIPSEL64N32("SCMP_ARCH_MIPSEL64N32"),
  PPC("SCMP_ARCH_PPC"),
  PPC64("SCMP_ARCH_PPC64"),
  PPC64LE("SCMP_ARCH_PPC64LE"),
  S390("SCMP_ARCH_S390"),
  S390X("SCMP_ARCH_S390X"),
  PARISC("SCMP_ARCH_PARISC"),
  PARISC64("SCMP_ARCH_PARISC64"),
  RISCV64("SCMP_ARCH_RISCV64"),
  LOONGARCH64("SCMP_ARCH_LOONGARCH64"),
  M68K("SCMP_ARCH_M68K"),
  SH("SCMP_ARCH_SH"),
  SHEB("SCMP_ARCH_SHEB");

  private final String ociName;
  private final int audit;
  private final boolean wide;

  Architecture(String ociName) {
    this(ociName, 0, false);
  }

  Architecture(String ociName, int audit, boolean wide) {
    this.ociName = ociName;
    this.audit = audit;
    this.wide = wide;
  }

  /** The name in config.json. */
  public String ociName() {
    return ociName;
  }

  /** The kernel's seccomp_data.arch; 0 when {@link #supported} is false. */
  public int audit() {
    return audit;
  }

  /** Whether filters can be compiled for it; else no machine that this runs on makes its calls. */
  public boolean supported() {
    return audit != 0;
  }

  /** Whether all 64 bits of an argument are compared; else the upper half means nothing. */
  boolean wide() {
    return wide;
  }

  /** Finds an architecture by its OCI name. */
  public static Architecture named(String name) {
    for (Architecture architecture : values()) {
      if (architecture.ociName.equals(name)) {
        return architecture;
      }
    }
    throw new SeccompException(
        "seccomp architecture \"" + name + "\" is unknown; write e.g. SCMP_ARCH_X86_64");
  }
}

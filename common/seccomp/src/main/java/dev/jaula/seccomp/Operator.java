package dev.jaula.seccomp;

/**
 * How an argument is compared, unsigned and in 64 bits (OCI runtime-spec, config-linux, seccomp
 * args).
 */
public enum Operator {
  NE("SCMP_CMP_NE"),
  LT("SCMP_CMP_LT"),
  LE("SCMP_CMP_LE"),
  EQ("SCMP_CMP_EQ"),
  GE("SCMP_CMP_GE"),
  GT("SCMP_CMP_GT"),
  /** {@code (argument & value) == valueTwo}. */
  MASKED_EQ("SCMP_CMP_MASKED_EQ");

  private final String ociName;

  Operator(String ociName) {
    this.ociName = ociName;
  }

  /** The name in config.json. */
  public String ociName() {
    return ociName;
  }

  /** Finds an operator by its OCI name. */
  public static Operator named(String name) {
    for (Operator operator : values()) {
      if (operator.ociName.equals(name)) {
        return operator;
      }
    }
    throw new SeccompException(
        "seccomp operator \"" + name + "\" is unknown; write e.g. SCMP_CMP_EQ");
  }
}

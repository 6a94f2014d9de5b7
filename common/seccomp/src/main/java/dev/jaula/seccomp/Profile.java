package dev.jaula.seccomp;

import dev.jaula.linux.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What linux.seccomp of an OCI config.json says (runtime-spec, config-linux, Seccomp).
 *
 * @param defaultErrnoRet for a default of ERRNO or TRACE only; EPERM when absent
 * @param architectures in addition to the machine's own, which is always meant
 * @param flags OCI's names; {@link FilterFlag#bits} turns them into bits
 */
public record Profile(
    Action defaultAction,
    @Nullable Integer defaultErrnoRet,
    List<Architecture> architectures,
    List<String> flags,
    List<Rule> syscalls) {

  /** Keeps copies; refuses a default errno that the action cannot carry. */
  public Profile {
    Returns.check(defaultAction, defaultErrnoRet);
    architectures = List.copyOf(architectures);
    flags = List.copyOf(flags);
    syscalls = List.copyOf(syscalls);
  }

  /**
   * A name for the compiled program: equal keys on one native architecture mean equal programs and
   * flags.
   */
  public String key() {
    StringBuilder text = new StringBuilder();
    text.append(Compiler.VERSION)
        .append(';')
        .append(defaultAction.ociName())
        .append(':')
        .append(defaultErrnoRet);
    for (Architecture architecture : architectures) {
      text.append(' ').append(architecture.ociName());
    }
    for (String flag : flags) {
      text.append(" +").append(flag);
    }
    for (Rule rule : syscalls) {
      describe(rule, text);
    }
    return digest(text);
  }

  private static String digest(CharSequence text) {
    byte[] bytes = new byte[text.length() * 2];
    for (int i = 0; i < text.length(); i++) {
      bytes[2 * i] = (byte) (text.charAt(i) >>> 8);
      bytes[2 * i + 1] = (byte) text.charAt(i);
    }
    Sha256 sum = new Sha256();
    sum.update(bytes, 0, bytes.length);
    return sum.hex();
  }

  /** Lengths come first, so that no name can imitate what follows it. */
  private static void describe(Rule rule, StringBuilder text) {
    text.append('\n').append(rule.action().ociName()).append(':').append(rule.errnoRet());
    for (String name : rule.names()) {
      text.append(' ').append(name.length()).append(':').append(name);
    }
    for (Condition c : rule.args()) {
      text.append(" [").append(c.index()).append(c.operator().ociName());
      text.append(c.value()).append(',').append(c.valueTwo()).append(']');
    }
  }
}

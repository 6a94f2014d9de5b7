package dev.jaula.spec;

import dev.jaula.json.JsonText;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Condition;
import dev.jaula.seccomp.Operator;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.Rule;
import org.jspecify.annotations.Nullable;

/** Writes a profile as linux.seccomp of config.json. */
public final class SeccompWriter {
  private SeccompWriter() {}

  /** On one line. */
  public static String write(Profile profile) {
    JsonText out = JsonText.compact();
    write(profile, null, out);
    return out.toString();
  }

  static void write(Profile profile, @Nullable SeccompListener listener, JsonText out) {
    out.object().member("defaultAction", profile.defaultAction().ociName());
    errno("defaultErrnoRet", profile.defaultErrnoRet(), out);
    if (!profile.architectures().isEmpty()) {
      out.array("architectures");
      for (Architecture architecture : profile.architectures()) {
        out.value(architecture.ociName());
      }
      out.endArray();
    }
    if (!profile.flags().isEmpty()) {
      out.member("flags", profile.flags());
    }
    SpecWriter.member(listener, out);
    out.array("syscalls");
    for (Rule rule : profile.syscalls()) {
      rule(rule, out);
    }
    out.endArray().endObject();
  }

  private static void rule(Rule rule, JsonText out) {
    out.object().member("names", rule.names()).member("action", rule.action().ociName());
    errno("errnoRet", rule.errnoRet(), out);
    if (!rule.args().isEmpty()) {
      out.array("args");
      for (Condition arg : rule.args()) {
        condition(arg, out);
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void condition(Condition arg, JsonText out) {
    out.object().member("index", arg.index()).name("value").unsigned(arg.value());
    if (arg.operator() == Operator.MASKED_EQ || arg.valueTwo() != 0) {
      out.name("valueTwo").unsigned(arg.valueTwo());
    }
    out.member("op", arg.operator().ociName()).endObject();
  }

  private static void errno(String name, @Nullable Integer errno, JsonText out) {
    if (errno != null) {
      out.member(name, errno);
    }
  }
}

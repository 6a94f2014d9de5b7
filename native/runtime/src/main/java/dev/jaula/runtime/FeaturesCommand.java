package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Words;
import dev.jaula.plan.OciMountOptions;
import dev.jaula.seccomp.Action;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.FilterFlag;
import dev.jaula.seccomp.Operator;
import dev.jaula.spec.MemoryPolicy;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code features}: what this program can do, whatever host it runs on (features.md). */
final class FeaturesCommand {
  private static final int INDENT = 4;

  private static final String HOOKS =
      "prestart createRuntime createContainer startContainer poststart poststop";

  private FeaturesCommand() {}

  static int run(Session session) {
    session.out(text() + "\n");
    return 0;
  }

  /** The members' order is that of the specification's Go types. */
  static String text() {
    JsonText out = JsonText.indented(INDENT).object();
    out.member("ociVersionMin", "1.0.0").member("ociVersionMax", Spec.OCI_VERSION);
    out.member("hooks", Words.split(HOOKS, ' '));
    out.member("mountOptions", sorted(OciMountOptions.names()));
    linux(out.object("linux"));
    out.endObject().object("annotations");
    out.member("dev.jaula.version", Main.VERSION);
    out.endObject();
    List<String> unsafe = List.of("jaula.", "org.criu.config", "org.systemd.property.");
    return out.member("potentiallyUnsafeConfigAnnotations", unsafe).endObject().toString();
  }

  private static void linux(JsonText out) {
    List<String> namespaces = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      namespaces.add(type.specName());
    }
    out.member("namespaces", sorted(namespaces));
    out.member("capabilities", Capabilities.names(Capabilities.ALL));
    out.object("cgroup").member("v1", true).member("v2", true).member("systemd", true);
    out.member("systemdUser", true).member("rdma", true).endObject();
    seccomp(out.object("seccomp"));
    enabled(out, "apparmor");
    enabled(out, "selinux");
    out.object("intelRdt").member("enabled", true).member("schemata", true);
    out.member("monitoring", true).endObject();
    memoryPolicy(out.object("memoryPolicy"));
    out.object("mountExtensions");
    enabled(out, "idmap");
    out.endObject();
    enabled(out, "netDevices");
  }

  private static void enabled(JsonText out, String name) {
    out.object(name).member("enabled", true).endObject();
  }

  private static void seccomp(JsonText out) {
    List<String> actions = new ArrayList<>(List.of("SCMP_ACT_KILL"));
    for (Action action : Action.values()) {
      actions.add(action.ociName());
    }
    List<String> operators = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      operators.add(operator.ociName());
    }
    List<String> architectures = new ArrayList<>();
    for (Architecture architecture : Architecture.values()) {
      architectures.add(architecture.ociName());
    }
    List<String> flags = new ArrayList<>();
    for (FilterFlag flag : FilterFlag.values()) {
      flags.add("SECCOMP_FILTER_FLAG_" + flag.name());
    }
    out.member("enabled", true).member("actions", sorted(actions));
    out.member("operators", sorted(operators)).member("archs", sorted(architectures));
    out.member("knownFlags", sorted(flags)).member("supportedFlags", sorted(flags)).endObject();
  }

  private static void memoryPolicy(JsonText out) {
    List<String> modes = new ArrayList<>();
    for (MemoryPolicy.Mode mode : MemoryPolicy.Mode.values()) {
      modes.add(mode.ociName());
    }
    List<String> flags = new ArrayList<>();
    for (MemoryPolicy.Flag flag : MemoryPolicy.Flag.values()) {
      flags.add(flag.ociName());
    }
    out.member("modes", sorted(modes)).member("flags", sorted(flags)).endObject();
  }

  private static List<String> sorted(List<String> words) {
    List<String> sorted = new ArrayList<>(words);
    Collections.sort(sorted);
    return sorted;
  }
}

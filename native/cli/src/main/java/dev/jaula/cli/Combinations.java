package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of {@code jaula run} of which one leaves the other nothing to do. What Docker refuses is
 * refused in its words, what Docker passes over is said.
 */
final class Combinations {
  private final Session session;
  private final Arguments arguments;

  private Combinations(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  static void check(Session session, Arguments arguments, List<Namespace> namespaces) {
    Combinations combinations = new Combinations(session, arguments);
    combinations.maps(find(namespaces, NamespaceType.USER));
    combinations.names(find(namespaces, NamespaceType.UTS));
    combinations.shared(find(namespaces, NamespaceType.IPC));
    combinations.weights();
    if (arguments.is("privileged")) {
      combinations.privileged();
    }
  }

  private static @Nullable Namespace find(List<Namespace> namespaces, NamespaceType type) {
    for (Namespace namespace : namespaces) {
      if (namespace.type() == type) {
        return namespace;
      }
    }
    return null;
  }

  private static boolean isOwn(@Nullable Namespace namespace) {
    return namespace != null && namespace.path() == null;
  }

  private void maps(@Nullable Namespace user) {
    boolean isAuto = arguments.value("userns", "").equals("auto");
    if (isOwn(user) && !isAuto) {
      return;
    }
    for (String option : List.of("uidmap", "gidmap")) {
      if (arguments.has(option)) {
        throw new CliException(
            "--"
                + option
                + (isAuto
                    ? " and --userns auto both say the ids: leave one of them out"
                    : " needs a user namespace of the container's own: give --userns private"));
      }
    }
  }

  private void names(@Nullable Namespace uts) {
    if (isOwn(uts)) {
      return;
    }
    for (String option : List.of("hostname", "domainname")) {
      if (arguments.has(option)) {
        throw new CliException(
            "conflicting options: "
                + option
                + " and the UTS mode; leave --"
                + option
                + " out, or --uts");
      }
    }
  }

  private void shared(@Nullable Namespace ipc) {
    if (!isOwn(ipc) && arguments.has("shm-size")) {
      ignored("--shm-size", "/dev/shm is that of the ipc namespace that --ipc names");
    }
  }

  private void weights() {
    if (arguments.has("cpu-shares") && arguments.has("cpu-weight")) {
      throw new CliException(
          "--cpu-shares and --cpu-weight are one limit on two scales: leave one of them out");
    }
  }

  private void privileged() {
    if (arguments.has("shm-size") && !arguments.value("ipc", "").equals("host")) {
      ignored("--shm-size", "--privileged shows the host's /dev");
    }
    for (String option : List.of("cap-add", "cap-drop")) {
      if (arguments.has(option)) {
        ignored("--" + option, "--privileged gives every capability");
      }
    }
    for (String device : arguments.values("device")) {
      DeviceOption.requireSamePath(device);
      ignored("--device " + device, "--privileged shows the host's /dev");
    }
  }

  private void ignored(String option, String why) {
    session.warn(arguments, option + " is ignored: " + why);
  }
}

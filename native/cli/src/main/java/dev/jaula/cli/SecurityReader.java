package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.KernelVersion;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Limits;
import dev.jaula.linux.LinuxException;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.Profile;
import dev.jaula.seccomp.SeccompException;
import dev.jaula.spec.Rlimit;
import dev.jaula.spec.SeccompFile;
import dev.jaula.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --security-opt}, {@code --ulimit} and {@code --sysctl}. */
final class SecurityReader {
  private static final List<String> IPC_KEYS =
      List.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");

  private final Session session;
  private final Arguments arguments;
  private boolean noNewPrivileges = true;
  private boolean isConfined = true;
  private boolean isNoNewPrivilegesGiven;
  private @Nullable Profile profile;

  SecurityReader(Session session, Arguments arguments, long capabilities) {
    this.session = session;
    this.arguments = arguments;
    if (arguments.is("privileged")) {
      isConfined = false;
      noNewPrivileges = false;
    }
    for (String option : arguments.values("security-opt")) {
      read(option, capabilities);
    }
  }

  private void read(String option, long capabilities) {
    int at = Math.max(option.indexOf('='), option.indexOf(':'));
    String key = at < 0 ? option : option.substring(0, at);
    String value = at < 0 ? "true" : option.substring(at + 1);
    switch (key) {
      case "no-new-privileges" -> {
        noNewPrivileges = !value.equals("false");
        isNoNewPrivilegesGiven = true;
      }
      case "seccomp" -> seccomp(value, capabilities);
      case "apparmor", "label" ->
          session.warn(
              arguments, "--security-opt " + option + " is ignored: Jaula sets no such labels");
      default ->
          throw Values.bad(
              "security-opt",
              option,
              "one of no-new-privileges[=false], seccomp=FILE, seccomp=unconfined");
    }
  }

  private void seccomp(String value, long capabilities) {
    if (value.equals("unconfined")) {
      isConfined = false;
      return;
    }
    // what is said of the filter holds with --privileged, too (moby, daemon/seccomp_linux.go)
    isConfined = true;
    if (value.equals("builtin") || value.equals("default")) {
      profile = null;
      return;
    }
    try {
      String text = session.machine().files().read(value);
      KernelVersion kernel = KernelVersion.of(session.machine());
      profile =
          SeccompFile.read(
              JsonParser.parse(Bytes.encode(text)),
              capabilities,
              Architecture.X86_64,
              kernel.major(),
              kernel.minor());
    } catch (LinuxException | JsonException | SpecException | SeccompException e) {
      throw new CliException(
          "--security-opt seccomp="
              + value
              + ": "
              + e.getMessage()
              + "; name a file in Docker's format, or unconfined");
    }
  }

  /** What was said of no-new-privileges, else the other. */
  boolean noNewPrivileges(boolean otherwise) {
    return isNoNewPrivilegesGiven || arguments.is("privileged") ? noNewPrivileges : otherwise;
  }

  /** Whether no filter is wanted. */
  boolean isUnconfined() {
    return !isConfined;
  }

  boolean noNewPrivileges() {
    return noNewPrivileges;
  }

  /** Whether Docker's own rules apply. */
  boolean usesDockerRules() {
    return isConfined && profile == null;
  }

  /** The rules of a file, or null. */
  @Nullable Profile profile() {
    return isConfined ? profile : null;
  }

  List<Rlimit> limits() {
    List<Rlimit> limits = new ArrayList<>();
    for (String text : arguments.values("ulimit")) {
      String[] pair = Values.pair("ulimit", text);
      int resource = Limits.number(pair[0]);
      if (resource < 0) {
        String nearest = dev.jaula.args.Nearest.of(Ascii.upper(pair[0]), Limits.names());
        throw Values.bad(
            "ulimit",
            text,
            "a limit"
                + (nearest == null
                    ? "; see man 2 getrlimit"
                    : "; did you mean " + Ascii.lower(nearest) + "?"));
      }
      List<String> bounds = Values.split(pair[1], ':');
      long soft = bound(text, bounds.get(0));
      long hard = bounds.size() > 1 ? bound(text, bounds.get(1)) : soft;
      if (hard >= 0 && (soft > hard || soft < 0)) {
        throw Values.bad("ulimit", text, "valid: the soft limit is above the hard one");
      }
      limits.add(new Rlimit(resource, soft, hard));
    }
    return limits;
  }

  private static long bound(String text, String value) {
    if (value.equals("unlimited") || value.equals("-1")) {
      return -1;
    }
    if (!Values.isNumber(value) || value.startsWith("-")) {
      throw Values.bad("ulimit", text, "NAME=SOFT[:HARD] with whole numbers or unlimited");
    }
    return Long.parseLong(value);
  }

  /** Only parameters of a namespace that the container has to itself. */
  Map<String, String> sysctls(boolean ownIpc, boolean ownNetwork, boolean ownUts) {
    Map<String, String> sysctls = new LinkedHashMap<>();
    for (String text : arguments.values("sysctl")) {
      String[] pair = Values.pair("sysctl", text);
      String key = pair[0].replace('/', '.');
      boolean ipc = IPC_KEYS.contains(key) || key.startsWith("fs.mqueue.");
      boolean uts = key.equals("kernel.hostname") || key.equals("kernel.domainname");
      if (ipc && ownIpc || key.startsWith("net.") && ownNetwork || uts && ownUts) {
        sysctls.put(key, pair[1]);
      } else if (ipc || key.startsWith("net.") || uts) {
        throw Values.bad("sysctl", text, "allowed: it would change the host's namespace");
      } else {
        throw Values.bad(
            "sysctl",
            text,
            "a parameter of a namespace: those begin with net., fs.mqueue. or kernel.shm, kernel.msg, kernel.sem");
      }
    }
    return sysctls;
  }
}

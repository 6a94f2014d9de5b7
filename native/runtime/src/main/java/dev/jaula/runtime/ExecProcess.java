package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Words;
import dev.jaula.spec.CapabilitySets;
import dev.jaula.spec.Process;
import dev.jaula.spec.SpecReader;
import dev.jaula.spec.User;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code exec} runs: the process of {@code --process FILE}, or the container's first one with
 * what the command line changes.
 */
final class ExecProcess {
  private final Session session;
  private final Arguments arguments;
  private final Process first;

  ExecProcess(Session session, Process first) {
    this.session = session;
    this.arguments = session.arguments();
    this.first = first;
  }

  Process read() {
    String file = arguments.value("process", "");
    return file.isEmpty() ? changed() : fromFile(file);
  }

  private Process fromFile(String file) {
    List<String> warnings = new ArrayList<>();
    try {
      byte[] text = Bytes.encode(session.machine().files().read(file));
      Process process = SpecReader.readProcess(JsonParser.parse(text), warnings);
      for (String warning : warnings) {
        session.log().warn(warning);
      }
      return confined(process);
    } catch (JsonException e) {
      throw new OciException(file + ": " + e.getMessage());
    }
  }

  /** What says nothing of labels is confined as the container is, as by crun. */
  private Process confined(Process process) {
    @Nullable String profile = process.apparmorProfile();
    @Nullable String label = process.selinuxLabel();
    return process.labelled(
        profile == null ? first.apparmorProfile() : profile,
        label == null ? first.selinuxLabel() : label);
  }

  private Process changed() {
    List<String> command = arguments.rest(1);
    if (command.isEmpty()) {
      throw new OciException("process args cannot be empty; write the command behind the id");
    }
    List<String> env = new ArrayList<>(first.env());
    env.addAll(arguments.values("env"));
    return first
        .executing(
            arguments.is("tty"),
            user(),
            command,
            env,
            arguments.value("cwd", first.cwd()),
            capabilities(),
            arguments.is("no-new-privs", first.noNewPrivileges()))
        .labelled(arguments.value("apparmor"), arguments.value("process-label"));
  }

  private @Nullable CapabilitySets capabilities() {
    @Nullable CapabilitySets sets = first.capabilities();
    List<String> added = arguments.values("cap");
    long all = 0;
    for (String name : added) {
      int number = Capabilities.number(name);
      if (number < 0) {
        throw new OciException(
            "--cap: \"" + name + "\" is not a capability; write e.g. CAP_NET_ADMIN");
      }
      all |= 1L << number;
    }
    if (all == 0) {
      return sets;
    }
    if (sets == null) {
      return new CapabilitySets(all, all, 0, all, 0);
    }
    // inheritable and ambient stay as they are (CVE-2022-29162)
    return new CapabilitySets(
        sets.bounding() | all,
        sets.effective() | all,
        sets.inheritable(),
        sets.permitted() | all,
        sets.ambient());
  }

  private User user() {
    String typed = arguments.value("user", "");
    List<Integer> groups = new ArrayList<>(first.user().additionalGids());
    for (String gid : arguments.values("additional-gids")) {
      groups.add(id("additional-gids", gid));
    }
    if (typed.isEmpty()) {
      return new User(first.user().uid(), first.user().gid(), first.user().umask(), groups);
    }
    List<String> parts = Words.split(typed, ':');
    int uid = id("user", parts.get(0));
    int gid = parts.size() > 1 ? id("user", parts.get(1)) : first.user().gid();
    return new User(uid, gid, first.user().umask(), groups);
  }

  private static int id(String option, String text) {
    if (!Words.isNumber(text) || Long.parseLong(text) < 0 || Long.parseLong(text) > 4294967294L) {
      throw new OciException("--" + option + ": \"" + text + "\" is not a numeric id");
    }
    return (int) Long.parseLong(text);
  }
}

package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.host.KernelVersion;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Capabilities;
import dev.jaula.seccomp.Architecture;
import dev.jaula.seccomp.DockerRules;
import dev.jaula.spec.SeccompWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula info}: what this kernel and this user can do, and how to get what is missing. */
final class InfoCommand {
  private InfoCommand() {}

  static int run(Session session, Arguments arguments) {
    if (arguments.is("seccomp-profile")) {
      KernelVersion kernel = KernelVersion.of(session.machine());
      session.outLine(
          SeccompWriter.write(
              DockerRules.profile(
                  Capabilities.DOCKER_DEFAULT,
                  Architecture.X86_64,
                  kernel.major(),
                  kernel.minor())));
      return 0;
    }
    List<HostCheck> checks = new HostChecks(session).all();
    if ("json".equals(arguments.value("format"))) {
      JsonText json = JsonText.indented(2).array();
      for (HostCheck check : checks) {
        json.object().member("name", check.name()).member("available", check.available());
        json.member("detail", check.detail()).member("remedy", check.remedy()).endObject();
      }
      session.outLine(json.endArray().toString());
      return 0;
    }
    List<String[]> rows = new ArrayList<>();
    for (HostCheck check : checks) {
      String detail = check.available() ? check.detail() : check.remedy();
      rows.add(
          new String[] {
            check.available() ? session.say("yes", "sim") : session.say("no", "não"),
            check.name(),
            detail
          });
    }
    session.out(
        Columns.text(
            new String[] {
              "",
              session.say("WHAT", "O QUÊ"),
              session.say("DETAIL, OR HOW TO GET IT", "DETALHE, OU COMO OBTER")
            },
            rows));
    return 0;
  }
}

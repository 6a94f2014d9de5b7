package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Command;
import dev.jaula.args.ManPage;
import dev.jaula.args.Parser;
import dev.jaula.args.Subcommands;
import dev.jaula.handover.EngineVerbs;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula man [VERB...]}: a manual page, or all of them into a directory. */
final class ManCommand {
  private static final String SOURCE = "jaula " + Main.VERSION;

  private ManCommand() {}

  static int run(Session session, Arguments arguments) {
    String output = arguments.value("output");
    if (output != null) {
      session.machine().files().directories().makeWithParents(output, 0755);
      writeAll(session, output, Tables.root());
      new Engine(session).call(List.of("man", "--output", output));
      return 0;
    }
    List<String> words = new ArrayList<>(arguments.operands());
    words.add("--help");
    Command command = Parser.parse(Tables.root(), words).command();
    session.out(ManPage.of(command, session.language(), SOURCE));
    return 0;
  }

  private static void writeAll(Session session, String directory, Command command) {
    String file = directory + "/" + ManPage.name(command) + ".1";
    session.machine().files().replace(file, ManPage.of(command, session.language(), SOURCE), 0644);
    Subcommands all = command.subcommands();
    if (all == null) {
      return;
    }
    for (String name : all.names()) {
      Command sub = EngineVerbs.summary(name) == null ? all.find(name) : null;
      if (sub != null) {
        writeAll(session, directory, sub);
      }
    }
  }
}

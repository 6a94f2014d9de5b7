package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Language;
import dev.jaula.args.ManPage;
import dev.jaula.args.Subcommands;
import org.jspecify.annotations.Nullable;

/** {@code man}: a manual page, or all of them into a directory. */
final class ManCommand {
  private static final String SOURCE = Tables.PROGRAM + " " + Main.VERSION;

  private ManCommand() {}

  static int run(Session session) {
    @Nullable String output = session.arguments().value("output");
    if (output != null) {
      session.machine().files().directories().makeWithParents(output, 0755);
      writeAll(session, output, Tables.root());
      return 0;
    }
    Command command = Tables.named(session.arguments().operands());
    session.out(ManPage.of(command, Language.EN, SOURCE));
    return 0;
  }

  private static void writeAll(Session session, String directory, Command command) {
    String file = directory + "/" + ManPage.name(command) + ".1";
    session.machine().files().replace(file, ManPage.of(command, Language.EN, SOURCE), 0644);
    @Nullable Subcommands all = command.subcommands();
    if (all == null) {
      return;
    }
    for (String name : all.names()) {
      @Nullable Command sub = all.find(name);
      if (sub != null) {
        writeAll(session, directory, sub);
      }
    }
  }
}

package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Command;
import dev.jaula.args.Help;
import dev.jaula.args.Parser;
import java.util.ArrayList;
import java.util.List;

/** {@code jaula help [VERB...]}. */
final class HelpCommand {
  private static final int WIDTH = 80;

  private HelpCommand() {}

  static int run(Session session, Arguments arguments) {
    List<String> words = new ArrayList<>(arguments.operands());
    words.add("--help");
    Command command = Parser.parse(Tables.root(), words).command();
    session.out(Help.of(command, session.language(), width(session)));
    return 0;
  }

  /** Columns of the terminal, 80 where there is none. */
  static int width(Session session) {
    int[] size = session.machine().terminals().size(1);
    return size == null || size[1] < 40 ? WIDTH : Math.min(size[1], 120);
  }
}

package dev.jaula.runtime;

import dev.jaula.args.Command;
import dev.jaula.args.Help;
import dev.jaula.args.Language;
import dev.jaula.perform.Machine;

/** {@code help}: all verbs, or one. What runc prints when it is called without a verb, too. */
final class HelpCommand {
  private static final int WIDTH = 100;

  private HelpCommand() {}

  static int run(Session session) {
    return print(session.machine(), Tables.named(session.arguments().operands()));
  }

  static int print(Machine machine, Command command) {
    machine.files().print(1, Help.of(command, Language.EN, WIDTH));
    return 0;
  }
}

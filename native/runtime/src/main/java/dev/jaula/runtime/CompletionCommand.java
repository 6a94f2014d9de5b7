package dev.jaula.runtime;

import dev.jaula.args.Completer;
import dev.jaula.args.Language;
import dev.jaula.args.Shell;
import dev.jaula.args.ValueKind;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Signals;
import dev.jaula.perform.Machine;
import java.util.List;

/** {@code completion SHELL}, and what its scripts call. */
final class CompletionCommand {
  private CompletionCommand() {}

  static int run(Session session) {
    Shell shell =
        switch (session.arguments().operands().get(0)) {
          case "zsh" -> Shell.ZSH;
          case "fish" -> Shell.FISH;
          default -> Shell.BASH;
        };
    session.out(forName(shell.script("PROGRAM")));
    return 0;
  }

  /** A function's name holds no dash. */
  static String forName(String script) {
    return script.replace("_PROGRAM", "_jaula_runtime").replace("PROGRAM", Tables.PROGRAM);
  }

  static int complete(Machine machine, List<String> words) {
    machine
        .files()
        .print(
            1, Completer.complete(Tables.root(), words, kind -> names(machine, kind), Language.EN));
    return 0;
  }

  private static List<String> names(Machine machine, ValueKind kind) {
    return switch (kind) {
      case CONTAINER -> StateFolder.of(machine, null).ids();
      case SIGNAL -> Signals.names();
      case CAPABILITY -> Capabilities.names();
      default -> List.of();
    };
  }
}

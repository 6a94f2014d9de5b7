package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Completer;
import dev.jaula.args.Shell;
import dev.jaula.args.ValueKind;
import dev.jaula.linux.Capabilities;
import dev.jaula.linux.Signals;
import java.util.List;

/** {@code jaula completion SHELL}, and what its scripts call. */
final class CompletionCommand {
  private CompletionCommand() {}

  static int run(Session session, Arguments arguments) {
    String shell = String.valueOf(arguments.operand(0));
    session.out(
        switch (shell) {
          case "bash" -> Shell.BASH.script("jaula");
          case "zsh" -> Shell.ZSH.script("jaula");
          case "fish" -> Shell.FISH.script("jaula");
          default ->
              throw new CliException(
                  "completion: \"" + shell + "\" is no shell that is known; say bash, zsh or fish");
        });
    return 0;
  }

  static int complete(Session session, List<String> words) {
    session.out(
        Completer.complete(Tables.root(), words, kind -> names(session, kind), session.language()));
    return 0;
  }

  private static List<String> names(Session session, ValueKind kind) {
    return switch (kind) {
      case CONTAINER -> new ContainerStore(session).names();
      case SIGNAL -> Signals.names();
      case CAPABILITY -> Capabilities.names();
      default -> List.of();
    };
  }
}

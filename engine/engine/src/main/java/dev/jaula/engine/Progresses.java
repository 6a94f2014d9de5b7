package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.registry.Progress;

/** Which form progress is told in. */
final class Progresses {
  private Progresses() {}

  /**
   * As {@code --progress} and {@code --quiet} say; else lines with bars on a terminal, plain lines
   * elsewhere.
   */
  static Progress of(Call call, Arguments arguments) {
    String form = arguments.is("quiet") ? "none" : arguments.value("progress", "auto");
    return switch (form) {
      case "none" -> Progress.silent();
      case "json" -> new JsonProgress(call.out());
      case "plain" -> new PlainProgress(call.out());
      case "tty" -> new TerminalProgress(call.out(), Terminal.size());
      default ->
          Terminal.isTerminal()
              ? new TerminalProgress(call.out(), Terminal.size())
              : new PlainProgress(call.out());
    };
  }
}

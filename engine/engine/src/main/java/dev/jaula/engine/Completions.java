package dev.jaula.engine;

import dev.jaula.args.Completer;
import java.util.List;

/** What a shell offers behind a verb of the engine. */
final class Completions {
  private Completions() {}

  static int print(Call call, List<String> words) {
    call.out()
        .print(
            Completer.complete(new Tables().root(), words, kind -> List.of(), call.language(null)));
    return 0;
  }
}

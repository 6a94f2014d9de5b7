package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.args.Command;
import dev.jaula.args.ManPage;
import dev.jaula.args.Parser;
import dev.jaula.args.Subcommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula man VERB} of a verb of the engine. */
final class ManVerb {
  private static final String SOURCE = "jaula";

  private ManVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    @Nullable String output = arguments.value("output");
    if (output != null) {
      writeAll(call, arguments, Path.of(output), new Tables());
      return 0;
    }
    List<String> words = new ArrayList<>(arguments.operands());
    words.add("--help");
    Command command = Parser.parse(new Tables().root(), words).command();
    call.out().print(ManPage.of(command, call.language(arguments), SOURCE));
    return 0;
  }

  private static void writeAll(Call call, Arguments arguments, Path folder, Subcommands all)
      throws IOException {
    for (String name : all.names()) {
      @Nullable Command command = all.find(name);
      if (command == null) {
        continue;
      }
      Files.writeString(
          folder.resolve(ManPage.name(command) + ".1"),
          ManPage.of(command, call.language(arguments), SOURCE));
      if (command.subcommands() != null) {
        writeAll(call, arguments, folder, command.subcommands());
      }
    }
  }
}

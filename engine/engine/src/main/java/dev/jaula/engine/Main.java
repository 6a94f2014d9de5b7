package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.args.Help;
import dev.jaula.args.Parser;
import dev.jaula.args.UsageException;
import dev.jaula.format.FormatException;
import dev.jaula.image.ImageException;
import dev.jaula.linux.LinuxException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The engine's entry point, which only the native program calls: where the store, the containers
 * and that program are, then the verb and its words.
 */
public final class Main {
  /** Jaula's own failure, as in Docker. */
  static final int FAILED = 125;

  /** Docker's clients end with 1 when the engine refuses. */
  static final int REFUSED = 1;

  /** What the scripts of the shells call; the words typed so far follow it. */
  private static final String COMPLETE = "__complete";

  private static final int PLACES = 3;

  private Main() {}

  /** Ends the process with the verb's exit code. */
  public static void main(String[] words) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream error =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    if (words.length <= PLACES) {
      error.println("jaula: the engine is called by jaula itself: type jaula images, say");
      System.exit(FAILED);
    }
    Call call =
        new Call(
            Path.of(words[0]), Path.of(words[1]), Path.of(words[2]), System.getenv(), out, error);
    int code = run(call, Arrays.asList(words).subList(PLACES, words.length));
    out.flush();
    System.exit(code);
  }

  /** Does the verb; what is thrown becomes one line on standard error and an exit code. */
  static int run(Call call, List<String> words) {
    try {
      String first = words.getFirst();
      if (first.equals(COMPLETE)) {
        return Completions.print(call, words.subList(1, words.size()));
      }
      if (first.equals("help")) {
        List<String> asked = new ArrayList<>(words.subList(1, words.size()));
        asked.add("--help");
        return run(call, asked);
      }
      Arguments arguments = Parser.parse(new Tables().root(), words);
      if (arguments.is("help")) {
        call.out().print(Help.of(arguments.command(), call.language(arguments), Terminal.width()));
        return 0;
      }
      return Verbs.call(call, arguments);
    } catch (UsageException e) {
      return fail(call, FAILED, e.text().in(call.language(null)));
    } catch (FormatException e) {
      return fail(call, REFUSED, String.valueOf(e.getMessage()));
    } catch (ImageException e) {
      return fail(call, REFUSED, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      return fail(call, REFUSED, Trouble.of(e.getCause()));
    } catch (IOException e) {
      return fail(call, REFUSED, Trouble.of(e));
    } catch (LinuxException e) {
      return fail(call, REFUSED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(call, REFUSED, "interrupted");
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return fail(call, FAILED, "this should not have happened, please report it: " + e);
    }
  }

  private static int fail(Call call, int code, String message) {
    String own = message.startsWith("jaula: ") ? message.substring("jaula: ".length()) : message;
    call.note(own);
    return code;
  }
}

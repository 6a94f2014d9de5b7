package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.args.Help;
import dev.jaula.args.Parser;
import dev.jaula.args.UsageException;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.handover.EngineVerbs;
import dev.jaula.libc.NativeSyscalls;
import dev.jaula.linux.Errno;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.PlanException;
import dev.jaula.seccomp.SeccompException;
import java.util.List;

/** The native program's entry point: understands the command line and calls the verb. */
public final class Main {
  static final String VERSION = "0.1.0";

  private Main() {}

  /** TeaVM passes no arguments: they are read as bytes. */
  public static void main(String[] none) {
    Machine machine = Machine.of(new Kernel(new NativeSyscalls()));
    Session session = new Session(machine);
    machine.processes().exit(run(session));
  }

  private static int run(Session session) {
    List<String> all = session.machine().kernel().arguments();
    List<String> words = all.subList(Math.min(1, all.size()), all.size());
    return guarded(session, () -> dispatch(session, words));
  }

  private static int dispatch(Session session, List<String> words) {
    String first = words.isEmpty() ? "" : words.get(0);
    if (first.equals(Tables.COMPLETE) && !isEngines(words, 1)) {
      return CompletionCommand.complete(session, words.subList(1, words.size()));
    }
    boolean isAsked = first.equals("help") || first.equals("man") || first.equals(Tables.COMPLETE);
    return isEngines(words, isAsked ? 1 : 0)
        ? new Engine(session).become(words)
        : dispatch(session, Parser.parse(Tables.root(), words));
  }

  private static boolean isEngines(List<String> words, int at) {
    return at < words.size() && EngineVerbs.summary(words.get(at)) != null;
  }

  /** Does the work; what is thrown becomes one line on standard error and an exit code. */
  static int guarded(Session session, Foreground.Work work) {
    try {
      return work.run();
    } catch (UsageException e) {
      return fail(session, CliException.FAILED, strip(session.say(e.text())));
    } catch (CliException e) {
      return fail(session, e.code(), String.valueOf(e.getMessage()));
    } catch (PerformException e) {
      return fail(session, e.code(), String.valueOf(e.getMessage()));
    } catch (PlanException | CgroupException | SeccompException e) {
      return fail(session, CliException.FAILED, String.valueOf(e.getMessage()));
    } catch (LinuxException e) {
      return e.errno() == Errno.EPIPE
          ? 141
          : fail(session, CliException.FAILED, e.getMessage() + Hints.of(e));
    } catch (IllegalArgumentException e) {
      return fail(session, CliException.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** The parser names the command itself. */
  private static String strip(String text) {
    return text.startsWith("jaula: ")
        ? text.substring(7)
        : text.startsWith("jaula ") ? text.substring(6) : text;
  }

  private static int fail(Session session, int code, String message) {
    session.note(message);
    return code;
  }

  private static int dispatch(Session session, Arguments arguments) {
    session.speak(arguments);
    if (arguments.is("help")) {
      session.out(Help.of(arguments.command(), session.language(), HelpCommand.width(session)));
      return 0;
    }
    if (arguments.is("version")) {
      return VersionCommand.run(session, arguments);
    }
    return Verbs.call(session, arguments);
  }
}

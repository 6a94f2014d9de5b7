package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.args.Parser;
import dev.jaula.args.UsageException;
import dev.jaula.cgroup.CgroupException;
import dev.jaula.json.JsonException;
import dev.jaula.libc.NativeSyscalls;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.perform.PerformException;
import dev.jaula.plan.PlanException;
import dev.jaula.seccomp.SeccompException;
import dev.jaula.spec.SpecException;
import dev.jaula.systemd.SystemdException;
import java.util.List;

/** The native program's entry point: understands the command line and calls the verb. */
public final class Main {
  static final String VERSION = "0.1.0";

  private static final int FAILED = 1;

  /** runc's, which tells it from what the command itself ends with. */
  private static final int EXEC_FAILED = 255;

  /** runc's, for a verb that is none. */
  private static final int NO_VERB = 3;

  private Main() {}

  /** TeaVM passes no arguments: they are read as bytes. */
  public static void main(String[] none) {
    Machine machine = Machine.of(new Kernel(new NativeSyscalls()));
    machine.processes().exit(run(machine, new Log(machine)));
  }

  private static int run(Machine machine, Log log) {
    List<String> all = machine.kernel().arguments();
    List<String> words = all.subList(Math.min(1, all.size()), all.size());
    int failed = FAILED;
    try {
      if (!words.isEmpty() && words.get(0).equals(Tables.COMPLETE)) {
        return CompletionCommand.complete(machine, words.subList(1, words.size()));
      }
      Arguments arguments = parse(words, log);
      if (arguments.command().name().equals("exec")) {
        failed = EXEC_FAILED;
      }
      log.configure(arguments);
      return dispatch(machine, arguments, log);
    } catch (OciException
        | UsageException
        | PerformException
        | PlanException
        | SpecException
        | JsonException
        | CgroupException
        | SeccompException
        | SystemdException
        | LinuxException
        | IllegalArgumentException e) {
      log.error(story(String.valueOf(e.getMessage())));
      return e instanceof UsageException usage && usage.isUnknownCommand() ? NO_VERB : failed;
    }
  }

  /** The parser names the command itself, and so does the log. */
  private static String story(String message) {
    return message.startsWith("jaula-runtime: ")
        ? message.substring("jaula-runtime: ".length())
        : message.startsWith("jaula-runtime ")
            ? message.substring("jaula-runtime ".length())
            : message;
  }

  private static Arguments parse(List<String> words, Log log) {
    try {
      return Parser.parse(Tables.root(), words);
    } catch (UsageException e) {
      log.configure(words);
      throw e;
    }
  }

  private static int dispatch(Machine machine, Arguments arguments, Log log) {
    if (arguments.is("help")) {
      if (arguments.command().name().equals("checkpoint")) {
        // Podman takes its success for "checkpoints work here" (pkg/checkpoint/crutils)
        new CriuProgram(machine).check();
      }
      return HelpCommand.print(machine, arguments.command());
    }
    if (arguments.is("version")) {
      machine.files().print(1, version());
      return 0;
    }
    return Verbs.call(Session.of(machine, arguments, log));
  }

  /** The lines that Docker looks for (moby, parseRuntimeVersion). */
  private static String version() {
    return "jaula-runtime version " + VERSION + "\nspec: " + dev.jaula.spec.Spec.OCI_VERSION + "\n";
  }
}

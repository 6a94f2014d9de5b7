package dev.jaula.cli;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Signals;
import dev.jaula.spec.ContainerState;
import dev.jaula.spec.Exit;
import dev.jaula.spec.Status;
import org.jspecify.annotations.Nullable;

/**
 * {@code jaula kill}, {@code stop}, {@code pause}, {@code unpause}, {@code rm} and {@code wait}.
 */
final class SignalCommands {
  private static final int GRACE = 10;

  private final Session session;
  private final Arguments arguments;
  private final Containers containers;

  private SignalCommands(Session session, Arguments arguments) {
    this.session = session;
    this.arguments = arguments;
    this.containers = new Containers(session);
  }

  static int kill(Session session, Arguments arguments) {
    SignalCommands commands = new SignalCommands(session, arguments);
    int signal = Containers.signalNumber("signal", arguments.value("signal"), Signals.SIGKILL);
    return commands.containers.each(arguments, state -> commands.kill(state, signal));
  }

  private void kill(ContainerState state, int signal) {
    explain(
        "its first process gets "
            + Signals.name(signal)
            + "; when that one ends, the kernel ends the others",
        "seu primeiro processo recebe "
            + Signals.name(signal)
            + "; quando ele termina, o kernel termina os outros",
        "kill -s " + Signals.name(signal).substring(3) + " " + state.init().pid());
    if (!arguments.is("dry-run")) {
      containers.signal(state, signal);
    }
  }

  private void explain(String en, String pt, String shell) {
    if (arguments.has("explain") || arguments.is("dry-run")) {
      boolean isJson = "json".equals(arguments.value("explain"));
      String text =
          isJson
              ? JsonText.compact()
                      .object()
                      .member("why", session.say(en, pt))
                      .member("shell", shell)
                      .endObject()
                  + "\n"
              : "# " + session.say(en, pt) + "\n" + shell + "\n";
      // as elsewhere: a plan that is not performed is the output, one that is performed is not
      if (arguments.is("dry-run")) {
        session.out(text);
      } else {
        session.errorText(text);
      }
    }
  }

  static int stop(Session session, Arguments arguments) {
    SignalCommands commands = new SignalCommands(session, arguments);
    return commands.containers.each(arguments, commands::stop);
  }

  /** Asks, waits, then kills (Docker: SIGTERM, 10 seconds). */
  private void stop(ContainerState state) {
    if (containers.status(state) == Status.EXITED) {
      return;
    }
    String typed = arguments.value("signal");
    String kept = state.labels().get(States.STOP_SIGNAL);
    int signal = Containers.signalNumber("signal", typed == null ? kept : typed, Signals.SIGTERM);
    long seconds = grace(state.labels().get(States.STOP_TIMEOUT));
    if (containers.status(state) == Status.PAUSED) {
      containers.freeze(state, false);
    }
    containers.signal(state, signal);
    if (!containers.awaitEnd(state, seconds < 0 ? -1 : seconds * 1000)) {
      containers.signal(state, Signals.SIGKILL);
      containers.awaitEnd(state, -1);
    }
  }

  private long grace(@Nullable String kept) {
    String text = arguments.value("timeout");
    if (text == null) {
      text = kept;
    }
    return text == null ? GRACE : Values.number("timeout", text, -1, 1_000_000);
  }

  static int pause(Session session, Arguments arguments, boolean frozen) {
    SignalCommands commands = new SignalCommands(session, arguments);
    return commands.containers.each(arguments, state -> commands.containers.freeze(state, frozen));
  }

  static int rm(Session session, Arguments arguments) {
    SignalCommands commands = new SignalCommands(session, arguments);
    return commands.containers.each(arguments, commands::remove);
  }

  private void remove(ContainerState state) {
    if (containers.status(state) != Status.EXITED) {
      if (!arguments.is("force")) {
        throw new CliException(1, state.name() + " is running; stop it first, or give --force");
      }
      containers.send(state, Signals.SIGKILL);
      containers.awaitEnd(state, -1);
    }
    containers.store().remove(state.name());
  }

  /** Prints the exit code of each, as Docker does. */
  static int waitFor(Session session, Arguments arguments) {
    Containers containers = new Containers(session);
    for (String reference : arguments.operands()) {
      ContainerState state = containers.store().find(reference);
      containers.awaitEnd(state, -1);
      ContainerState ended = containers.store().load(state.name());
      @Nullable Exit exit = ended == null ? null : ended.exit();
      if (exit == null) {
        throw new CliException(
            1,
            state.name()
                + " removed itself when it ended, and its exit code with it; run it with --rm=false");
      }
      session.outLine(String.valueOf(exit.code()));
    }
    return 0;
  }
}

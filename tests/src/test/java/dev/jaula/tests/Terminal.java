package dev.jaula.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal of tmux, on a server of its own; closing ends all that runs in it. */
final class Terminal implements AutoCloseable {
  private static final int TRIES = 100;
  private static final int PAUSE_MILLIS = 100;

  private final String tmux = Needs.command("tmux", "tmux").toString();
  private final String socket;

  /** Starts sh with a line in a window of that size. */
  Terminal(String name, int columns, int rows, String line) {
    this.socket = "jaula-test-" + name + "-" + ProcessHandle.current().pid();
    tmux("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows), line);
  }

  private Program.Result tmux(String... words) {
    List<String> command = new ArrayList<>(List.of(tmux, "-L", socket, "-f", "/dev/null"));
    command.addAll(List.of(words));
    return Program.of(command).run();
  }

  /** What it shows now. */
  String screen() {
    return tmux("capture-pane", "-p").out();
  }

  /** What it shows as soon as that is as wanted; fails after ten seconds. */
  String await(String what, Predicate<String> wanted) {
    String screen = "";
    for (int i = 0; i < TRIES; i++) {
      screen = screen();
      if (wanted.test(screen)) {
        return screen;
      }
      pause();
    }
    throw new AssertionError("waited in vain for " + what + "\n" + screen);
  }

  String await(String text) {
    return await(text, screen -> screen.contains(text));
  }

  void type(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  void resize(int columns, int rows) {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
  }

  /** 1 while the program has switched to the second screen. */
  boolean isAlternate() {
    return tmux("display-message", "-p", "#{alternate_on}").text().equals("1");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}

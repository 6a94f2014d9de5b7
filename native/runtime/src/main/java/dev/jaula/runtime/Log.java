package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where errors and warnings go: to what {@code --log} names, whose last line engines read
 * (containerd, process/utils.go); errors to standard error as well.
 */
final class Log {
  private final Machine machine;
  private @Nullable LogSink sink;
  private Level level = Level.INFO;

  /** As in logrus, whose words engines expect; what is less urgent than the chosen is left out. */
  enum Level {
    ERROR("error", 3),
    WARNING("warning", 4),
    INFO("info", 6),
    DEBUG("debug", 7);

    private final String word;
    private final int priority;

    Level(String word, int priority) {
      this.word = word;
      this.priority = priority;
    }

    String word() {
      return word;
    }

    /** As in man 3 syslog. */
    int priority() {
      return priority;
    }
  }

  Log(Machine machine) {
    this.machine = machine;
  }

  /** Obeys {@code --log}, {@code --log-format}, {@code --log-level} and {@code --debug}. */
  void configure(Arguments arguments) {
    String wanted = arguments.value("log-level");
    if (arguments.is("debug")) {
      level = Level.DEBUG;
    } else if (wanted != null) {
      level = level(wanted);
    }
    String typed = arguments.value("log", "");
    if (!typed.isEmpty()) {
      sink = LogSink.of(machine, typed, "json".equals(arguments.value("log-format")));
    }
  }

  /**
   * Obeys {@code --log} and {@code --log-format} of words that are not understood: what is wrong
   * with them belongs into the log as well.
   */
  void configure(List<String> words) {
    String file = value(words, "log");
    if (!file.isEmpty()) {
      sink = LogSink.of(machine, file, value(words, "log-format").equals("json"));
    }
  }

  private static String value(List<String> words, String option) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).startsWith("--") ? words.get(i).substring(1) : words.get(i);
      if (word.equals("-" + option) && i + 1 < words.size()) {
        return words.get(i + 1);
      }
      if (word.startsWith("-" + option + "=")) {
        return word.substring(option.length() + 2);
      }
    }
    return "";
  }

  private static Level level(String word) {
    for (Level one : Level.values()) {
      if (one.word.equals(word)) {
        return one;
      }
    }
    return Level.INFO;
  }

  /** The end of a request: the whole story in one line, even when it quotes a line break. */
  void error(String story) {
    String message = story.replace('\n', ' ');
    append(Level.ERROR, message);
    machine.files().print(2, "jaula-runtime: " + message + "\n");
  }

  void warn(String message) {
    write(Level.WARNING, message);
  }

  void debug(String message) {
    write(Level.DEBUG, message);
  }

  private void write(Level urgency, String message) {
    if (urgency.priority > level.priority) {
      return;
    }
    if (sink == null) {
      machine.files().print(2, "jaula-runtime: " + urgency.word + ": " + message + "\n");
    } else {
      append(urgency, message);
    }
  }

  private void append(Level urgency, String message) {
    if (sink == null) {
      return;
    }
    try {
      sink.write(urgency, message);
    } catch (LinuxException e) {
      machine.files().print(2, "jaula-runtime: --log: " + e.getMessage() + "\n");
    }
  }
}

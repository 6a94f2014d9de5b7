package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.json.JsonText;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.LinuxException;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Where errors and warnings go: to the file of {@code --log}, in the form of {@code --log-format},
 * whose last line engines read (containerd, process/utils.go); errors to standard error as well.
 */
final class Log {
  private static final long SECOND = 1_000_000_000L;

  private final Machine machine;
  private @Nullable String path;
  private boolean json;
  private Level level = Level.INFO;

  /** As in logrus, whose words engines expect; what is less urgent than the chosen is left out. */
  enum Level {
    ERROR("error"),
    WARNING("warning"),
    INFO("info"),
    DEBUG("debug");

    private final String word;

    Level(String word) {
      this.word = word;
    }
  }

  Log(Machine machine) {
    this.machine = machine;
  }

  /** Obeys {@code --log}, {@code --log-format}, {@code --log-level} and {@code --debug}. */
  void configure(Arguments arguments) {
    String file = arguments.value("log");
    path = file == null || file.isEmpty() ? null : file;
    json = "json".equals(arguments.value("log-format"));
    String wanted = arguments.value("log-level");
    if (arguments.is("debug")) {
      level = Level.DEBUG;
    } else if (wanted != null) {
      level = level(wanted);
    }
  }

  private static Level level(String word) {
    for (Level one : Level.values()) {
      if (one.word.equals(word)) {
        return one;
      }
    }
    return Level.INFO;
  }

  /** The end of a request: the whole story in one line. */
  void error(String message) {
    if (path != null) {
      append(Level.ERROR, message);
    }
    machine.files().print(2, "jaula-runtime: " + message + "\n");
  }

  void warn(String message) {
    write(Level.WARNING, message);
  }

  void debug(String message) {
    write(Level.DEBUG, message);
  }

  private void write(Level urgency, String message) {
    if (urgency.ordinal() > level.ordinal()) {
      return;
    }
    if (path == null) {
      machine.files().print(2, "jaula-runtime: " + urgency.word + ": " + message + "\n");
    } else {
      append(urgency, message);
    }
  }

  private void append(Level urgency, String message) {
    Files files = machine.files();
    String file = String.valueOf(path);
    try {
      int flags = Files.O_WRONLY | Files.O_CREAT | Files.O_APPEND;
      try (Fd log = files.openAt(Files.AT_FDCWD, file, flags, 0644)) {
        files.print(log.number(), line(urgency, message));
      }
    } catch (LinuxException e) {
      files.print(2, "jaula-runtime: --log: " + e.getMessage() + "\n");
    }
  }

  private String line(Level urgency, String message) {
    if (json) {
      JsonText text = JsonText.compact().object();
      text.member("level", urgency.word).member("msg", message).member("time", now());
      return text.endObject() + "\n";
    }
    return "time=\""
        + now()
        + "\" level="
        + urgency.word
        + " msg="
        + JsonText.compact().value(message)
        + "\n";
  }

  private String now() {
    long nanos = machine.processes().time(0);
    return new Timestamp(nanos / SECOND, (int) (nanos % SECOND)).text();
  }
}

package dev.jaula.runtime;

import dev.jaula.json.JsonText;
import dev.jaula.linux.Fd;
import dev.jaula.perform.Machine;
import dev.jaula.spec.Timestamp;

/** A file, in the two forms of logrus that engines read. */
final class FileSink implements LogSink {
  private static final long SECOND = 1_000_000_000L;

  private final Machine machine;
  private final Fd file;
  private final boolean json;

  FileSink(Machine machine, Fd file, boolean json) {
    this.machine = machine;
    this.file = file;
    this.json = json;
  }

  @Override
  public void write(Log.Level level, String message) {
    long nanos = machine.processes().time(0);
    Timestamp now = new Timestamp(nanos / SECOND, (int) (nanos % SECOND));
    machine.files().print(file.number(), line(json, level.word(), message, now.text()));
  }

  static String line(boolean json, String level, String message, String time) {
    if (json) {
      JsonText text = JsonText.compact().object();
      text.member("level", level).member("msg", message).member("time", time);
      return text.endObject() + "\n";
    }
    String quoted = JsonText.compact().value(message).toString();
    return "time=\"" + time + "\" level=" + level + " msg=" + quoted + "\n";
  }
}

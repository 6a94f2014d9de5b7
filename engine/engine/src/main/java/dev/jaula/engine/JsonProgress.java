package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonWriter;
import dev.jaula.registry.LayerState;
import dev.jaula.registry.Progress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * One JSON object a line, as Docker's API sends them: {@code status}, {@code id}, {@code
 * progressDetail}.
 */
final class JsonProgress implements Progress {
  /** Bytes are told at most this often for a layer. */
  private static final long EVERY = 100_000_000;

  private final PrintStream out;
  private final Map<String, Long> told = new HashMap<>();

  JsonProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void state(Descriptor blob, LayerState state) {
    Obj line = new Obj().put("status", state.words());
    print(line.put("progressDetail", new Obj()).put("id", blob.digest().brief()));
  }

  @Override
  public synchronized void bytes(Descriptor blob, long done) {
    long now = System.nanoTime();
    Long last = told.get(blob.digest().hex());
    if (last != null && now - last < EVERY) {
      return;
    }
    told.put(blob.digest().hex(), now);
    Obj detail = new Obj().put("current", done).put("total", blob.size());
    Obj line = new Obj().put("status", "Downloading").put("progressDetail", detail);
    print(line.put("id", blob.digest().brief()));
  }

  @Override
  public void line(String text) {
    print(new Obj().put("status", text));
  }

  private synchronized void print(Obj line) {
    out.println(JsonWriter.write(line));
    out.flush();
  }
}

package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.registry.LayerState;
import dev.jaula.registry.Progress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A line with a bar for each layer, redrawn in place (ECMA-48: CUU, CUD, EL). */
final class TerminalProgress implements Progress {
  private static final int BAR = 30;
  private static final long EVERY = 50_000_000;

  private final PrintStream out;
  private final int columns;
  private final int most;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** What is shown of one layer. */
  private static final class Row {
    final int number;
    final String id;
    final long size;
    LayerState state = LayerState.PULLING;
    long done;
    long drawn;

    Row(int number, Descriptor blob) {
      this.number = number;
      this.id = blob.digest().brief();
      this.size = blob.size();
    }
  }

  TerminalProgress(PrintStream out, int[] size) {
    this.out = out;
    this.most = Math.max(1, size[0] - 2);
    this.columns = size[1];
  }

  @Override
  public synchronized void state(Descriptor blob, LayerState state) {
    Row row = row(blob);
    row.state = state;
    draw(row);
  }

  @Override
  public synchronized void bytes(Descriptor blob, long done) {
    Row row = row(blob);
    row.done = done;
    long now = System.nanoTime();
    if (now - row.drawn >= EVERY) {
      row.drawn = now;
      draw(row);
    }
  }

  /** A line of its own comes below the layers, which then stay as they are. */
  @Override
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
    rows.clear();
  }

  private Row row(Descriptor blob) {
    Row row = rows.get(blob.digest().hex());
    if (row == null) {
      row = new Row(rows.size(), blob);
      rows.put(blob.digest().hex(), row);
      if (row.number < most) {
        out.println(text(row));
      }
    }
    return row;
  }

  /** Layers beyond the screen's height are not shown: no cursor gets there. */
  private void draw(Row row) {
    if (row.number >= most) {
      return;
    }
    int up = Math.min(rows.size(), most) - row.number;
    out.print("\033[" + up + "A\r\033[K" + text(row) + "\033[" + up + "B\r");
    out.flush();
  }

  private String text(Row row) {
    String text = row.id + ": " + row.state.words();
    boolean moving = row.state == LayerState.DOWNLOADING || row.state == LayerState.PUSHING;
    if (moving && row.size > 0) {
      int full = (int) Math.min(BAR, row.done * BAR / row.size);
      text +=
          " ["
              + "=".repeat(full)
              + (full < BAR ? ">" : "")
              + " ".repeat(Math.max(0, BAR - full - 1))
              + "] "
              + size(row.done)
              + "/"
              + size(row.size);
    }
    return text.length() > columns ? text.substring(0, columns) : text;
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1fkB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1fMB", bytes / 1e6);
  }
}

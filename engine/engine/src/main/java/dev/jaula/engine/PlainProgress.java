package dev.jaula.engine;

import dev.jaula.image.Descriptor;
import dev.jaula.registry.LayerState;
import dev.jaula.registry.Progress;
import java.io.PrintStream;

/** A line for each change of a layer, as Docker prints where there is no terminal. */
final class PlainProgress implements Progress {
  private final PrintStream out;

  PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void state(Descriptor blob, LayerState state) {
    if (state != LayerState.DOWNLOADING && state != LayerState.EXTRACTING) {
      line(blob.digest().brief() + ": " + state.words());
    }
  }

  @Override
  public void bytes(Descriptor blob, long done) {}

  @Override
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }
}

package dev.jaula.registry;

import dev.jaula.image.Descriptor;

/** Who is told how a pull or a push goes on. It is called by many threads, one for each layer. */
public interface Progress {
  /** A layer, or another blob, is somewhere else now. */
  void state(Descriptor blob, LayerState state);

  /** So much of a blob has come or gone; may be called often. */
  void bytes(Descriptor blob, long done);

  /** A line of its own, as {@code latest: Pulling from library/debian}. */
  void line(String text);

  /** Nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void state(Descriptor blob, LayerState state) {}

      @Override
      public void bytes(Descriptor blob, long done) {}

      @Override
      public void line(String text) {}
    };
  }
}

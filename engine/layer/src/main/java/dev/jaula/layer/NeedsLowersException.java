package dev.jaula.layer;

/** A layer cannot be unpacked by itself: it leaves out what the layers below it have. */
public final class NeedsLowersException extends LayerException {
  private static final long serialVersionUID = 1L;

  NeedsLowersException(String entry) {
    super(entry + " takes after the layers below, which must be unpacked first");
  }
}

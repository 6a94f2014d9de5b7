package dev.jaula.layer;

import java.io.IOException;

/** One raw deflate stream at a time (RFC 1951), whoever inflates it. */
interface Inflation extends AutoCloseable {
  /** Begins a new stream; no bytes of input are kept. */
  void reset();

  /** True when all input that was given is taken; then the next is due. */
  boolean needsInput();

  /** Gives input, which is copied or used before the next call of {@link #input}. */
  void input(byte[] from, int offset, int length);

  /**
   * Inflates into an array.
   *
   * @return the bytes written; 0 when it needs input or the stream has ended
   * @throws IOException when the data is not deflate
   */
  int inflate(byte[] to, int offset, int length) throws IOException;

  boolean ended();

  /** After the end: how many of the last bytes that were given, or kept, were not its own. */
  byte[] rest();

  @Override
  void close();
}

package dev.jaula.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one gzip member whose blocks several threads deflate, as pigz does: each block begins with
 * the last 32 KiB before it as its dictionary. The bytes depend on the data and the level alone,
 * not on the number of threads, and the header has no time and no name.
 */
final class GzipOutput extends OutputStream {
  private static final int BLOCK = 256 * 1024;
  private static final int WINDOW = 32 * 1024;

  private final OutputStream out;
  private final int level;
  private final int threads;
  private final ExecutorService workers;
  private final ArrayDeque<Future<byte[]>> pending = new ArrayDeque<>();
  private final CRC32 sum = new CRC32();
  private byte[] block = new byte[BLOCK];
  private byte[] dictionary = new byte[0];
  private int filled;
  private long length;
  private boolean closed;

  GzipOutput(OutputStream out, int level, int threads) throws IOException {
    this.out = out;
    this.level = level;
    this.threads = threads;
    this.workers =
        Executors.newFixedThreadPool(
            threads, task -> Thread.ofPlatform().daemon().name("gzip").unstarted(task));
    out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] array, int offset, int count) throws IOException {
    int at = offset;
    int end = offset + count;
    while (at < end) {
      if (filled == BLOCK) {
        submit(false);
      }
      int n = Math.min(BLOCK - filled, end - at);
      System.arraycopy(array, at, block, filled, n);
      filled += n;
      at += n;
    }
    sum.update(array, offset, count);
    length += count;
  }

  private void submit(boolean last) throws IOException {
    byte[] data = block;
    byte[] before = dictionary;
    int n = filled;
    pending.add(workers.submit(() -> deflate(before, data, n, last)));
    dictionary = Arrays.copyOfRange(data, Math.max(0, n - WINDOW), n);
    block = new byte[BLOCK];
    filled = 0;
    if (pending.size() > threads) {
      drain();
    }
  }

  private byte[] deflate(byte[] before, byte[] data, int count, boolean last) {
    Deflater deflater = new Deflater(level, true);
    try {
      if (before.length > 0) {
        deflater.setDictionary(before);
      }
      deflater.setInput(data, 0, count);
      if (last) {
        deflater.finish();
      }
      byte[] to = new byte[count / 2 + 1024];
      int at = 0;
      while (true) {
        at +=
            deflater.deflate(
                to, at, to.length - at, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        if (at < to.length) {
          return Arrays.copyOf(to, at);
        }
        to = Arrays.copyOf(to, to.length * 2);
      }
    } finally {
      deflater.end();
    }
  }

  private void drain() throws IOException {
    try {
      out.write(pending.remove().get());
    } catch (ExecutionException e) {
      throw new IOException("gzip: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("gzip: interrupted");
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        workers) {
      submit(true);
      while (!pending.isEmpty()) {
        drain();
      }
      byte[] trailer = new byte[8];
      for (int i = 0; i < 4; i++) {
        trailer[i] = (byte) (sum.getValue() >>> 8 * i);
        trailer[4 + i] = (byte) (length >>> 8 * i);
      }
      out.write(trailer);
    }
  }
}

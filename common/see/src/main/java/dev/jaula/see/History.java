package dev.jaula.see;

/** The last values of something, in a ring. */
public final class History {
  private static final int CAPACITY = 256;

  private final short[] values = new short[CAPACITY];
  private int count;

  /** Adds thousandths. */
  public void add(long thousandths) {
    values[count % CAPACITY] = (short) Math.clamp(thousandths, 0, 1000);
    count++;
    if (count == 2 * CAPACITY) {
      count = CAPACITY;
    }
  }

  /** The value so many readings ago, 0 being the last; -1 when there was none. */
  long back(int readings) {
    boolean isKept = readings < Math.min(count, CAPACITY);
    return isKept ? values[(count - 1 - readings) % CAPACITY] : -1;
  }
}

package dev.jaula.cgroup;

/** Conversions between the weights of v1 and v2. */
public final class Weights {
  private static final double LN2 = 0.6931471805599453;
  private static final double LN10 = 2.302585092994046;
  private static final int TERMS = 24;
  private static final long MIN_SHARES = 2;
  private static final long MAX_SHARES = 262_144;
  private static final long MAX_WEIGHT = 10_000;

  private Weights() {}

  /**
   * cpu.shares (2 to 262144) to cpu.weight (1 to 10000): {@code 10^((l^2 + 125 l) / 612 - 7/34)}
   * with {@code l = log2 shares}, rounded up, as runc and crun do since 2025. It keeps both ends
   * and makes the usual 1024 the usual 100 (the older linear formula made it 39).
   */
  public static long weight(long shares) {
    if (shares <= MIN_SHARES) {
      return 1;
    }
    if (shares >= MAX_SHARES) {
      return MAX_WEIGHT;
    }
    double l = log2(shares);
    double exact = power10((l * l + 125 * l) / 612.0 - 7.0 / 34.0);
    // what lies a rounding error above a whole number is that number (1024 gives 100, not 101)
    return (long) (exact - 1e-8) + 1;
  }

  /** The largest shares whose {@link #weight} is not above weight: the inverse. */
  public static long shares(long weight) {
    long low = MIN_SHARES;
    long high = MAX_SHARES;
    while (low < high) {
      long middle = (low + high + 1) / 2;
      if (weight(middle) <= weight) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** blkio.weight (10 to 1000) to io.weight (1 to 10000), linear as in crun and runc. */
  public static long ioWeight(long blkioWeight) {
    return 1 + (blkioWeight - 10) * 9999 / 990;
  }

  /** io.weight to blkio.weight, the inverse of {@link #ioWeight}, rounded to the nearest. */
  public static long blkioWeight(long ioWeight) {
    return 10 + ((ioWeight - 1) * 990 + 9999 / 2) / 9999;
  }

  // Math.log and Math.pow would bring the C library's mathematics into the binary; two short
  // series are as exact in this range (a test compares all 262144 values).

  private static double log2(long value) {
    int exponent = 0;
    long power = 1;
    while (power * 2 <= value) {
      power *= 2;
      exponent++;
    }
    double mantissa = (double) value / power;
    double s = (mantissa - 1) / (mantissa + 1);
    double term = s;
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
      sum += term / (2 * i + 1);
      term *= s * s;
    }
    return exponent + 2 * sum / LN2;
  }

  private static double power10(double exponent) {
    // e^x = (e^(x/16))^16 keeps the series short
    double x = exponent * LN10 / 16;
    double term = 1;
    double sum = 1;
    for (int i = 1; i < TERMS; i++) {
      term *= x / i;
      sum += term;
    }
    for (int i = 0; i < 4; i++) {
      sum *= sum;
    }
    return sum;
  }
}

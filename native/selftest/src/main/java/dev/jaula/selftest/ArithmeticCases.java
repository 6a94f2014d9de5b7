package dev.jaula.selftest;

/** Integers wrap, shift counts are masked, casts saturate (JLS 15.17 to 15.22, 5.1.3). */
@SuppressWarnings({"CompareToZero", "IdentityBinaryExpression", "FloatingPointLiteralPrecision"})
final class ArithmeticCases {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    10,
    31,
    32,
    33,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    -128,
    -129,
    32767,
    32768,
    65535,
    65536,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1,
    0x55555555
  };

  private static final long[] LONGS = {
    0,
    1,
    -1,
    3,
    63,
    64,
    65,
    1L << 31,
    1L << 32,
    -(1L << 31) - 1,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MIN_VALUE + 1,
    0x123456789abcdefL
  };

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    0.5,
    -0.5,
    0.999,
    -1.5,
    1e9,
    2147483647.0,
    2147483648.0,
    -2147483648.0,
    -2147483649.0,
    4294967296.0,
    9.2233720368547748e18,
    9.223372036854775807e18,
    -9.3e18,
    1e20,
    -1e20,
    1e308,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE
  };

  private ArithmeticCases() {}

  static void addTo(Suite suite) {
    for (int a : INTS) {
      suite.add("int " + a, () -> ints(Opaque.number(a)));
    }
    for (long a : LONGS) {
      suite.add("long " + a, () -> longs(Opaque.number(a)));
    }
    for (int i = 0; i < DOUBLES.length; i++) {
      double d = DOUBLES[i];
      suite.add("double " + i, () -> casts(Opaque.number(d)));
    }
    suite.add("divide by zero", () -> Opaque.number(1) / Opaque.zero());
    suite.add("remainder by zero", () -> Opaque.number(1) % Opaque.zero());
    suite.add("long divide by zero", () -> Opaque.number(1L) / Opaque.zero());
    suite.add("long remainder by zero", () -> Opaque.number(1L) % Opaque.zero());
    suite.add("divide by constant zero", () -> divideByConstant(Opaque.number(1)));
    suite.add("divide assign by zero", () -> divideAssign(Opaque.number(7)));
    suite.add("double divide by zero", () -> Opaque.number(1.0) / Opaque.zero() > 1e308);
  }

  private static String ints(int a) {
    StringBuilder text = new StringBuilder();
    text.append(-a).append(' ').append(~a).append(' ').append((byte) a).append(' ');
    text.append((short) a).append(' ').append((int) (char) a).append(' ').append(Math.abs(a));
    int hash = 0;
    for (int b : INTS) {
      hash = hash * 31 + (a + b) + (a - b) * 3 + a * b * 7;
      hash = hash * 31 + (a << b) + (a >> b) * 3 + (a >>> b) * 7;
      hash = hash * 31 + (a & b) + (a | b) * 3 + (a ^ b) * 7 + (a < b ? 1 : 2);
      hash = hash * 31 + (b == 0 ? 5 : a / b + a % b * 3);
      hash = hash * 31 + Integer.compare(a, b) + Integer.compareUnsigned(a, b) * 3;
      hash = hash * 31 + Integer.rotateLeft(a, b) + (b == 0 ? 5 : Math.floorMod(a, b));
    }
    text.append(' ').append(hash).append(' ').append(Integer.toHexString(a)).append(' ');
    text.append(Integer.toString(a, 36)).append(' ').append(Integer.toOctalString(a));
    text.append(' ').append(Integer.bitCount(a)).append(' ').append(Integer.reverse(a));
    return text.append(' ').append(Integer.numberOfLeadingZeros(a)).toString();
  }

  private static String longs(long a) {
    StringBuilder text = new StringBuilder();
    text.append(-a).append(' ').append(~a).append(' ').append((int) a).append(' ');
    text.append((byte) a).append(' ').append((int) (char) a).append(' ').append(Math.abs(a));
    long hash = 0;
    for (long b : LONGS) {
      hash = hash * 31 + (a + b) + (a - b) * 3 + a * b * 7;
      hash = hash * 31 + (a << b) + (a >> b) * 3 + (a >>> b) * 7;
      hash = hash * 31 + (a & b) + (a | b) * 3 + (a ^ b) * 7 + (a < b ? 1 : 2);
      hash = hash * 31 + (b == 0 ? 5 : a / b + a % b * 3);
      hash = hash * 31 + Long.compare(a, b) + Long.compareUnsigned(a, b) * 3L;
      hash = hash * 31 + Long.rotateLeft(a, (int) b) + (a << (int) b);
    }
    text.append(' ').append(hash).append(' ').append(Long.toHexString(a)).append(' ');
    text.append(Long.toString(a, 7)).append(' ').append(Long.bitCount(a));
    return text.append(' ').append(Long.numberOfTrailingZeros(a)).toString();
  }

  private static String casts(double d) {
    float f = (float) d;
    return (int) d
        + " "
        + (long) d
        + " "
        + (byte) d
        + " "
        + (short) d
        + " "
        + (int) (char) d
        + " "
        + (int) f
        + " "
        + (long) f
        + " "
        + (d < 1)
        + " "
        + (d == d)
        + " "
        + Double.doubleToLongBits(d)
        + " "
        + Float.floatToIntBits(f);
  }

  @SuppressWarnings("DivZero")
  private static int divideByConstant(int a) {
    int zero = 0;
    return a / zero;
  }

  private static int divideAssign(int a) {
    int value = a;
    value /= Opaque.zero();
    return value;
  }
}

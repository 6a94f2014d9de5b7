package dev.jaula.guard;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * What the Java Language Specification demands and TeaVM's C backend leaves to undefined behaviour.
 * Rewritten code calls it, and the JVM's results are its specification.
 */
public final class Checks {
  private static final int MAX_BYTES = 1 << 30;

  /** Always 0, which TeaVM's analysis cannot know. */
  private static int never;

  private Checks() {}

  /**
   * Throws nothing. It tells TeaVM's analysis which exceptions the runtime itself can raise inside
   * a try block; without it the methods of a caught NullPointerException may be left out and
   * calling one jumps to address 0.
   */
  public static void mayThrow() {
    switch (never) {
      case 1 -> throw new NullPointerException();
      case 2 -> throw new ArrayIndexOutOfBoundsException();
      case 3 -> throw new ClassCastException();
      default -> {}
    }
  }

  /**
   * The array length to allocate: never negative, and never so large that its byte count overflows
   * an int.
   *
   * @throws NegativeArraySizeException when length is negative
   * @throws OutOfMemoryError when the items would need more than 1 GiB
   */
  public static int arrayLength(int length, int itemSize) {
    if (length < 0) {
      throw new NegativeArraySizeException();
    }
    if (length > MAX_BYTES / itemSize) {
      throw new OutOfMemoryError();
    }
    return length;
  }

  /**
   * Refuses a value that the array's own type does not allow, when the store would otherwise
   * succeed: a null array and a bad index are found by the store itself, which follows.
   *
   * @throws ArrayStoreException when value is no instance of the array's component type
   */
  public static void arrayStore(@Nullable Object array, int index, @Nullable Object value) {
    if (array == null || value == null || array.getClass() == Object[].class) {
      return;
    }
    Class<?> item = array.getClass().getComponentType();
    if (!item.isInstance(value) && index >= 0 && index < ((Object[]) array).length) {
      throw new ArrayStoreException();
    }
  }

  /**
   * What System.arraycopy must refuse before it copies anything; the copy itself follows.
   *
   * @throws ArrayStoreException when one is no array, or they are of different primitives
   * @throws ArrayIndexOutOfBoundsException when a range is not inside its array
   */
  public static void arrayCopy(Object from, int at, Object to, int toAt, int length) {
    Class<?> source = from.getClass().getComponentType();
    Class<?> target = to.getClass().getComponentType();
    if (source == null || target == null) {
      throw new ArrayStoreException();
    }
    if (source != target && (source.isPrimitive() || target.isPrimitive())) {
      throw new ArrayStoreException();
    }
    if (!isInside(at, length, Array.getLength(from))
        || !isInside(toAt, length, Array.getLength(to))) {
      throw new ArrayIndexOutOfBoundsException();
    }
  }

  private static boolean isInside(int start, int length, int size) {
    return start >= 0 && length >= 0 && start <= size - length;
  }

  /** {@code a / b}. */
  public static int divide(int a, int b) {
    if (b == 0) {
      throw new ArithmeticException();
    }
    return b == -1 ? -a : a / b;
  }

  /** {@code a % b}. */
  public static int remainder(int a, int b) {
    if (b == 0) {
      throw new ArithmeticException();
    }
    return b == -1 ? 0 : a % b;
  }

  /** {@code a / b}. */
  public static long divide(long a, long b) {
    if (b == 0) {
      throw new ArithmeticException();
    }
    return b == -1 ? -a : a / b;
  }

  /** {@code a % b}. */
  public static long remainder(long a, long b) {
    if (b == 0) {
      throw new ArithmeticException();
    }
    return b == -1 ? 0 : a % b;
  }

  /** {@code (int) d}: NaN is 0, what is too large or too small the nearest int. */
  public static int toInt(double d) {
    if (Double.isNaN(d)) {
      return 0;
    }
    if (d <= Integer.MIN_VALUE) {
      return Integer.MIN_VALUE;
    }
    return d >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) d;
  }

  /** {@code (long) d}: NaN is 0, what is too large or too small the nearest long. */
  public static long toLong(double d) {
    if (Double.isNaN(d)) {
      return 0;
    }
    if (d <= Long.MIN_VALUE) {
      return Long.MIN_VALUE;
    }
    return d >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) d;
  }
}

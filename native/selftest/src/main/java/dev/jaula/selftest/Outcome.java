package dev.jaula.selftest;

/** A case's outcome as text, without class names from reflection: the native ones may differ. */
final class Outcome {
  private Outcome() {}

  static String of(Case body) {
    try {
      return String.valueOf(body.run());
    } catch (RuntimeException | Error e) {
      return "throws " + kind(e);
    }
  }

  static String kind(Throwable thrown) {
    return switch (thrown) {
      case NullPointerException _ -> "NullPointerException";
      case ArrayIndexOutOfBoundsException _ -> "ArrayIndexOutOfBoundsException";
      case IndexOutOfBoundsException _ -> "IndexOutOfBoundsException";
      case ArrayStoreException _ -> "ArrayStoreException";
      case NegativeArraySizeException _ -> "NegativeArraySizeException";
      case ClassCastException _ -> "ClassCastException";
      case ArithmeticException _ -> "ArithmeticException";
      case NumberFormatException _ -> "NumberFormatException";
      case IllegalArgumentException _ -> "IllegalArgumentException";
      case IllegalStateException _ -> "IllegalStateException";
      case UnsupportedOperationException _ -> "UnsupportedOperationException";
      case java.util.NoSuchElementException _ -> "NoSuchElementException";
      case java.util.ConcurrentModificationException _ -> "ConcurrentModificationException";
      case MatchException _ -> "MatchException";
      case OutOfMemoryError _ -> "OutOfMemoryError";
      default -> "something else";
    };
  }
}

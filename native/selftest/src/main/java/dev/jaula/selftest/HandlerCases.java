package dev.jaula.selftest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exceptions, handlers and what they see of the variables and checks before them (JLS 14.20). */
@SuppressWarnings({"NullAway", "Finally", "EmptyCatch", "ReferenceEquality", "InfiniteRecursion"})
final class HandlerCases {
  private HandlerCases() {}

  private static final class Node {
    int value = 5;
    @Nullable Node next;
  }

  private static final class Resource implements AutoCloseable {
    private final StringBuilder trace;
    private final boolean fails;

    Resource(StringBuilder trace, boolean fails) {
      this.trace = trace;
      this.fails = fails;
    }

    @Override
    public void close() {
      trace.append("close ");
      if (fails) {
        throw new IllegalStateException("close");
      }
    }
  }

  static void addTo(Suite suite) {
    suite.add("second null check in a handler", () -> secondNull(null));
    suite.add("second null check in finally", () -> finallyNull(null));
    suite.add("second bound check in a handler", () -> secondBound(new int[2], 5));
    suite.add("second bound check with constants", () -> constantBound(new int[2]));
    suite.add("second store in a handler", () -> secondStore(new int[2], 5));
    suite.add("second null check after a handler", () -> afterHandler(null));
    suite.add("parameter in a handler", () -> parameter(new int[2], 7, "text"));
    suite.add("local in a handler", () -> local(new int[2], 2));
    suite.add("local in a loop", () -> loop(new int[] {1, 0, 2, 0, 3}));
    suite.add("message of a caught null", () -> caught(null).isEmpty());
    suite.add("return in finally", () -> returned(Opaque.zero()));
    suite.add("finally runs in order", HandlerCases::nested);
    suite.add("rethrown", HandlerCases::rethrown);
    suite.add("thrown in a handler", HandlerCases::replaced);
    suite.add("rethrown in finally", HandlerCases::rethrownInFinally);
    suite.add("thrown in a handler with finally", () -> withFinally(0) + withFinally(1));
    suite.add("three levels", () -> levels(0) + levels(1) + levels(2) + levels(3));
    suite.add("nested in a loop", HandlerCases::nestedInLoop);
    suite.add("multi catch", () -> multi(0) + multi(1) + multi(2) + multi(3));
    suite.add("handler order", () -> specific(0) + specific(1));
    suite.add("unwinding", () -> unwound(50));
    suite.add("resources", () -> resources(false) + resources(true));
    suite.add("cause and suppressed", HandlerCases::cause);
    suite.add("break out of finally", HandlerCases::loops);
    suite.add("exception in a lambda", HandlerCases::lambda);
    suite.add("caught store exception", HandlerCases::storeCaught);
    suite.add("caught cast", HandlerCases::castCaught);
    suite.add("caught length", HandlerCases::lengthCaught);
  }

  private static int secondNull(@Nullable Node node) {
    try {
      return node.value;
    } catch (NullPointerException e) {
      return node.value + 1;
    }
  }

  private static int finallyNull(@Nullable Node node) {
    int value = 0;
    try {
      value = node.value;
    } finally {
      value += node.next == null ? 1 : 2;
    }
    return value;
  }

  private static int secondBound(int[] array, int index) {
    int at = index + Opaque.zero();
    try {
      return array[at];
    } catch (ArrayIndexOutOfBoundsException e) {
      return array[at] + 1;
    }
  }

  private static int constantBound(int[] array) {
    try {
      return array[3];
    } catch (ArrayIndexOutOfBoundsException e) {
      return array[3] + array[2];
    }
  }

  private static int secondStore(int[] array, int index) {
    int at = index + Opaque.zero();
    try {
      array[at] = 1;
      return 1;
    } catch (ArrayIndexOutOfBoundsException e) {
      array[at] = 2;
      return 2;
    }
  }

  private static int afterHandler(@Nullable Node node) {
    int count = 0;
    try {
      count += node.value;
    } catch (NullPointerException e) {
      count += 100;
    }
    return count + node.value;
  }

  private static String parameter(int[] array, int index, String text) {
    try {
      array[index] = text.length();
    } catch (ArrayIndexOutOfBoundsException e) {
      return text + index + array.length;
    }
    return "returned";
  }

  private static String local(int[] array, int index) {
    int state = 1;
    String text = "a";
    try {
      state = 2;
      text += "b";
      array[index + Opaque.zero()] = 1;
      state = 3;
      text += "c";
    } catch (ArrayIndexOutOfBoundsException e) {
      return text + state;
    }
    return "returned";
  }

  private static String loop(int[] divisors) {
    StringBuilder text = new StringBuilder();
    int last = -1;
    for (int i = 0; i < divisors.length; i++) {
      int before = last;
      try {
        last = i;
        text.append(60 / divisors[i]).append(' ');
        last = 10 * i;
      } catch (ArithmeticException e) {
        text.append(before).append('/').append(last).append(' ');
        continue;
      } finally {
        text.append(i);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static String caught(@Nullable Node node) {
    try {
      return "value " + node.value;
    } catch (RuntimeException e) {
      return e.toString() + e.getMessage() + e.getCause() + e.getSuppressed().length;
    }
  }

  private static int returned(int zero) {
    try {
      return 1 / zero;
    } finally {
      if (zero == 0) {
        return 7;
      }
    }
  }

  private static String nested() {
    StringBuilder text = new StringBuilder();
    try {
      try {
        text.append("a");
        fail("x");
      } finally {
        text.append("b");
        try {
          fail("y");
        } catch (IllegalStateException e) {
          text.append(e.getMessage());
        } finally {
          text.append("c");
        }
      }
    } catch (IllegalStateException e) {
      text.append(e.getMessage());
    }
    return text.toString();
  }

  private static void fail(String message) {
    if (Opaque.zero() == 0) {
      throw new IllegalStateException(message);
    }
  }

  private static String rethrown() {
    IllegalStateException first = new IllegalStateException("first");
    try {
      try {
        throw first;
      } catch (IllegalStateException e) {
        throw e;
      }
    } catch (IllegalStateException e) {
      return e.getMessage() + (e == first);
    }
  }

  private static String rethrownInFinally() {
    StringBuilder text = new StringBuilder();
    try {
      try {
        throw new IllegalStateException("a");
      } catch (IllegalStateException e) {
        text.append("caught ");
        throw e;
      } finally {
        text.append("finally ");
      }
    } catch (IllegalStateException e) {
      return text + e.getMessage();
    }
  }

  private static String withFinally(int which) {
    StringBuilder text = new StringBuilder();
    try {
      try {
        text.append(5 / (which + Opaque.zero()));
      } catch (ArithmeticException e) {
        throw new IllegalStateException("divided");
      } finally {
        text.append(" finally ");
      }
    } catch (RuntimeException e) {
      text.append(Outcome.kind(e));
    }
    return text.toString();
  }

  private static String levels(int which) {
    StringBuilder text = new StringBuilder();
    try {
      try {
        try {
          throw which == 0
              ? new IllegalStateException()
              : which == 1 ? new ArithmeticException() : new IllegalArgumentException();
        } catch (IllegalStateException e) {
          text.append("1");
          throw new ArithmeticException();
        }
      } catch (ArithmeticException e) {
        text.append("2");
        throw which == 0 ? new IllegalArgumentException() : new ClassCastException();
      } finally {
        text.append("f");
      }
    } catch (IllegalArgumentException e) {
      text.append("3");
    } catch (ClassCastException e) {
      text.append("4");
    }
    return text.append(' ').toString();
  }

  private static String nestedInLoop() {
    int[] one = {1};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        try {
          text.append(6 / (i - 1 + Opaque.zero())).append(one[i - 2 + Opaque.zero()]);
        } catch (ArithmeticException e) {
          text.append("a");
          throw new IllegalStateException(e);
        } catch (ArrayIndexOutOfBoundsException e) {
          text.append("b");
          fail("c");
        }
      } catch (IllegalStateException e) {
        text.append("d");
        continue;
      } finally {
        text.append("f");
      }
      text.append(' ');
    }
    return text.toString();
  }

  private static String replaced() {
    try {
      try {
        fail("first");
      } catch (IllegalStateException e) {
        throw new IllegalArgumentException("second", e);
      } finally {
        fail("third");
      }
    } catch (IllegalArgumentException e) {
      return "second";
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
    return "returned";
  }

  private static String multi(int which) {
    int[] one = {1};
    try {
      return switch (which + Opaque.zero()) {
        case 0 -> "" + 1 / Opaque.zero();
        case 1 -> "" + one[Opaque.number(1)];
        case 2 -> "" + Opaque.noString().length();
        default -> "none";
      };
    } catch (ArithmeticException | ArrayIndexOutOfBoundsException e) {
      return Outcome.kind(e);
    } catch (NullPointerException e) {
      return "null";
    }
  }

  private static String specific(int which) {
    try {
      if (which + Opaque.zero() == 0) {
        throw new NumberFormatException("n");
      }
      throw new IllegalArgumentException("i");
    } catch (NumberFormatException e) {
      return "number";
    } catch (IllegalArgumentException e) {
      return "argument";
    }
  }

  private static int unwound(int depth) {
    int[] finals = {0};
    try {
      descend(depth, finals);
    } catch (IllegalStateException e) {
      return finals[0];
    }
    return -1;
  }

  private static int descend(int depth, int[] finals) {
    try {
      if (depth == 0) {
        fail("deep");
      }
      return descend(depth - 1, finals) + 1;
    } finally {
      finals[0] += depth;
    }
  }

  private static String resources(boolean fails) {
    StringBuilder trace = new StringBuilder();
    try (Resource _ = new Resource(trace, fails);
        Resource _ = new Resource(trace, fails)) {
      trace.append("body ");
      fail("body");
    } catch (IllegalStateException e) {
      trace.append(e.getMessage()).append(' ').append(e.getSuppressed().length).append(' ');
    }
    return trace.toString();
  }

  private static String cause() {
    Throwable cause = new IllegalStateException("inner");
    Throwable outer = new RuntimeException("outer", cause);
    outer.addSuppressed(new IllegalArgumentException("more"));
    return outer.getCause().getMessage() + outer.getSuppressed()[0].getMessage();
  }

  private static String loops() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        if (i == 1) {
          continue;
        }
        if (i == 3) {
          break;
        }
        text.append(i);
      } finally {
        text.append('f');
      }
    }
    return text.toString();
  }

  private static String lambda() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int divisor = i - 1;
      cases.add(() -> 6 / (divisor + Opaque.zero()));
    }
    StringBuilder text = new StringBuilder();
    for (Case body : cases) {
      text.append(Outcome.of(body)).append(' ');
    }
    return text.toString();
  }

  private static String storeCaught() {
    Object[] array = new String[] {"a", "b"};
    int at = Opaque.zero();
    try {
      array[at++] = Integer.valueOf(3);
      return "returned";
    } catch (ArrayStoreException e) {
      return array[0] + " " + at;
    }
  }

  private static String castCaught() {
    Object value = Opaque.anything("text");
    try {
      return "" + ((Integer) value + 1);
    } catch (ClassCastException e) {
      return value + " " + (e.getCause() == null);
    }
  }

  private static String lengthCaught() {
    int length = Opaque.number(-3);
    try {
      return "" + new int[length].length;
    } catch (NegativeArraySizeException e) {
      return "caught " + length;
    }
  }
}

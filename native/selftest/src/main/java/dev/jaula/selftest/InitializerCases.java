package dev.jaula.selftest;

/** When classes are initialised and in which order (JLS 12.4). */
final class InitializerCases {
  private static final StringBuilder TRACE = new StringBuilder();

  private InitializerCases() {}

  private static class Grandparent {
    static final int BASE = note("grandparent", 5);
  }

  /** Has no initialiser of its own between two that have. */
  private static class Parent extends Grandparent {}

  private static final class Child extends Parent {
    static final int SUM = note("child", BASE + 1);

    static int sum() {
      return SUM;
    }
  }

  private static class First {
    static int value = 1;

    static {
      note("first", Second.value);
      value = 10;
    }
  }

  private static final class Second {
    static int value = First.value + 100;

    static {
      note("second", value);
    }
  }

  private static final class Lazy {
    static int count = note("lazy", 1);
  }

  private static class Instance {
    final int a = note("a", 1);
    final int b;

    Instance(int b) {
      this.b = note("b", b) + a;
      note("virtual", describe());
    }

    int describe() {
      return 1;
    }
  }

  private static final class Derived extends Instance {
    private final int c = note("c", 3);

    Derived() {
      super(note("argument", 2));
    }

    @Override
    int describe() {
      return c * 10;
    }
  }

  private static int note(String name, int value) {
    TRACE.append(name).append(value).append(' ');
    return value;
  }

  static void addTo(Suite suite) {
    suite.add("superclass first", () -> traced(Child.sum()));
    suite.add("cyclic initialisers", () -> traced(First.value * 1000 + Second.value));
    suite.add("lazy initialiser", InitializerCases::lazy);
    suite.add("constructor order", () -> traced(new Derived().b));
  }

  private static String lazy() {
    String before = traced(0);
    return before + traced(Lazy.count) + traced(Lazy.count);
  }

  /** The notes of one case alone: natively each runs in a process of its own, here they do not. */
  private static String traced(int value) {
    String trace = value + " " + TRACE;
    TRACE.setLength(0);
    return trace;
  }
}

package dev.jaula.selftest;

import dev.jaula.linux.Syscalls;
import java.util.ArrayList;
import java.util.List;

/** All cases in their order. */
final class Suite {
  /** A case and the name that its line begins with. */
  record Named(String name, Case body) {
    /** The line that the case prints. */
    String line() {
      return name + ": " + Outcome.of(body);
    }
  }

  private final List<Named> cases = new ArrayList<>();

  private Suite() {}

  /** The cases that run on any host; those about memory go through its system calls. */
  static List<Named> on(Syscalls syscalls) {
    Suite suite = new Suite();
    SafetyCases.addTo(suite);
    UnusedCases.addTo(suite);
    ArithmeticCases.addTo(suite);
    OrderCases.addTo(suite);
    HandlerCases.addTo(suite);
    InitializerCases.addTo(suite);
    LanguageCases.addTo(suite);
    LibraryCases.addTo(suite);
    CodecCases.addTo(suite);
    CollectorCases.addTo(suite);
    MemoryCases.addTo(suite, syscalls);
    return suite.cases;
  }

  void add(String name, Case body) {
    cases.add(new Named(name, body));
  }
}

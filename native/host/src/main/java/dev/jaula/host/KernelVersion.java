package dev.jaula.host;

import dev.jaula.perform.Machine;

/** The running kernel's version. */
public record KernelVersion(int major, int minor) {
  public static KernelVersion of(Machine machine) {
    return parse(machine.processes().release());
  }

  /** Reads {@code 6.18.44-amd64}. */
  static KernelVersion parse(String release) {
    int[] numbers = new int[2];
    int at = 0;
    for (int i = 0; i < release.length() && at < 2; i++) {
      char c = release.charAt(i);
      if (c >= '0' && c <= '9') {
        numbers[at] = numbers[at] * 10 + c - '0';
      } else {
        at++;
      }
    }
    return new KernelVersion(numbers[0], numbers[1]);
  }
}

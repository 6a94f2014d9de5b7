package dev.jaula.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Runs a program as the kernel does (kernel/seccomp.c), after the checks that the kernel makes when
 * it is attached.
 */
final class Interpreter {
  private final int[] code;
  private final int[] yes;
  private final int[] no;
  private final int[] k;

  /** How many instructions the last run took. */
  int steps;

  Interpreter(byte[] program) {
    if (program.length == 0 || program.length % 8 != 0 || program.length > 8 * 4096) {
      throw new IllegalArgumentException("length " + program.length);
    }
    int size = program.length / 8;
    code = new int[size];
    yes = new int[size];
    no = new int[size];
    k = new int[size];
    ByteBuffer in = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      code[i] = in.getShort() & 0xffff;
      yes[i] = in.get() & 0xff;
      no[i] = in.get() & 0xff;
      k[i] = in.getInt();
    }
    for (int i = 0; i < size; i++) {
      check(i);
    }
    if (code[size - 1] != 0x06) {
      throw new IllegalArgumentException("the last instruction does not return");
    }
  }

  int size() {
    return code.length;
  }

  private void check(int i) {
    long farthest =
        switch (code[i]) {
          case 0x05 -> i + 1 + (k[i] & 0xffffffffL);
          case 0x15, 0x25, 0x35, 0x45 -> i + 1L + Math.max(yes[i], no[i]);
          case 0x20, 0x54, 0x06 -> i;
          default -> throw new IllegalArgumentException("code " + code[i] + " at " + i);
        };
    if (farthest >= code.length) {
      throw new IllegalArgumentException("jump out of the program at " + i);
    }
    if (code[i] == 0x20 && (k[i] < 0 || k[i] > 60 || k[i] % 4 != 0)) {
      throw new IllegalArgumentException("load of offset " + k[i] + " at " + i);
    }
  }

  /** The filter's answer to a call. */
  int run(int arch, int number, long... args) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(number).putInt(arch).putLong(0x7f0012345678L);
    for (long arg : args) {
      data.putLong(arg);
    }
    int a = 0;
    int at = 0;
    for (steps = 1; ; steps++, at++) {
      switch (code[at]) {
        case 0x20 -> a = data.getInt(k[at]);
        case 0x54 -> a &= k[at];
        case 0x05 -> at += k[at];
        case 0x15 -> at += a == k[at] ? yes[at] : no[at];
        case 0x25 -> at += Integer.compareUnsigned(a, k[at]) > 0 ? yes[at] : no[at];
        case 0x35 -> at += Integer.compareUnsigned(a, k[at]) >= 0 ? yes[at] : no[at];
        case 0x45 -> at += (a & k[at]) != 0 ? yes[at] : no[at];
        default -> {
          return k[at];
        }
      }
    }
  }
}

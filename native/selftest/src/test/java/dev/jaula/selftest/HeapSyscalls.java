package dev.jaula.selftest;

import dev.jaula.fake.FakeMemory;

/** Memory for the JVM's run of the cases, without a kernel. */
final class HeapSyscalls extends FakeMemory {
  @Override
  public long call(int number, long a, long b, long c, long d, long e, long f) {
    throw new UnsupportedOperationException("system call " + number);
  }
}

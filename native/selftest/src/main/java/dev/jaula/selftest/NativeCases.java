package dev.jaula.selftest;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import dev.jaula.linux.Processes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.teavm.interop.Address;

/** What only the native host can show; each returns true when all is well. */
final class NativeCases {
  private final Kernel kernel;
  private final Files files;
  private final Processes processes;

  private NativeCases(Kernel kernel) {
    this.kernel = kernel;
    this.files = new Files(kernel);
    this.processes = new Processes(kernel);
  }

  static List<Suite.Named> on(Kernel kernel) {
    NativeCases cases = new NativeCases(kernel);
    return List.of(
        new Suite.Named("native: the collector moves", NativeCases::moves),
        new Suite.Named("native: errno", cases::errno),
        new Suite.Named("native: pipe under garbage", cases::pipe),
        new Suite.Named("native: fork", cases::fork),
        new Suite.Named("native: random", cases::random),
        new Suite.Named("native: clock", cases::clock),
        new Suite.Named("native: no signal blocked", cases::signals),
        new Suite.Named("native: one thread", cases::threads),
        new Suite.Named("native: arguments", cases::arguments));
  }

  /** A local keeps its object in place, what only the heap refers to is moved together. */
  private static boolean moves() {
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] data = new byte[64];
      data[0] = (byte) i;
      if (i % 2 == 0) {
        kept.add(data);
      }
    }
    byte[] local = new byte[64];
    long pinned = Address.ofData(local).toLong();
    long[] before = addresses(kept);
    System.gc();
    local[0]++;
    long[] after = addresses(kept);
    int moved = 0;
    for (int i = 0; i < after.length; i++) {
      moved += after[i] == before[i] ? 0 : 1;
    }
    return Address.ofData(local).toLong() == pinned
        && moved > after.length / 2
        && kept.get(900)[0] == (byte) 1800;
  }

  /** Where each is now; the last that was looked at may stay pinned by this very loop. */
  private static long[] addresses(List<byte[]> arrays) {
    long[] addresses = new long[arrays.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = Address.ofData(arrays.get(i)).toLong();
    }
    return addresses;
  }

  private boolean errno() {
    try (Fd fd = files.open("/nonexistent", Files.O_RDONLY)) {
      return fd.number() < 0;
    } catch (LinuxException e) {
      return e.errno() == Errno.ENOENT;
    }
  }

  private boolean pipe() {
    int[] ends = files.descriptors().pipe(0);
    for (int i = 0; i < 5000; i++) {
      byte[] out = new byte[100 + i % 50];
      Arrays.fill(out, (byte) i);
      long mark = kernel.memory().mark();
      files.write(ends[1], out, 0, out.length);
      byte[] in = new byte[out.length];
      if (files.read(ends[0], in, 0, in.length) != in.length || !Arrays.equals(in, out)) {
        return false;
      }
      kernel.memory().release(mark);
    }
    return true;
  }

  private boolean fork() {
    int pid = processes.fork(0, -1, new int[1]);
    if (pid == 0) {
      List<String> list = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        list.add("x" + i);
      }
      processes.exit(list.get(19_999).equals("x19999") ? 42 : 1);
    }
    return processes.wait(pid) == 42;
  }

  private boolean random() {
    return !Arrays.equals(files.random(16), files.random(16));
  }

  private boolean clock() {
    long first = processes.time(1);
    return first <= processes.time(1) && processes.time(0) > 1_700_000_000_000_000_000L;
  }

  /** An executed program inherits the mask: TeaVM's own start-up would leave a signal blocked. */
  private boolean signals() {
    return files.read("/proc/self/status").contains("\nSigBlk:\t0000000000000000\n");
  }

  private boolean threads() {
    return files.read("/proc/self/status").contains("\nThreads:\t1\n");
  }

  /** The test passes bytes that are no UTF-8. */
  private boolean arguments() {
    List<String> arguments = kernel.arguments();
    return arguments.size() == 1 || arguments.get(1).equals("x\udcff\udcc3y");
  }
}

package dev.jaula.seccomp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * A process of its own that puts a filter on its main thread and prints what system calls then
 * return.
 */
@SuppressWarnings("restricted") // raw system calls are its purpose
final class FilteredChild {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Arena ARENA = Arena.global();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().find("syscall").orElseThrow(),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"));
  private static final MemorySegment STATE_MEMORY = ARENA.allocate(STATE);

  private FilteredChild() {}

  /** argv: "int80", or "filter" and the capabilities in hexadecimal. */
  public static void main(String[] args) throws Throwable {
    MethodHandle int80 = int80();
    if (args[0].equals("filter")) {
      attach(Long.parseUnsignedLong(args[1], 16));
      System.out.println("getpid " + (call(39, 0) == ProcessHandle.current().pid()));
      System.out.println("unshare " + call(272, 0x04000000));
      System.out.println("beyond " + call(9999, 0));
      if (args[1].equals("0")) {
        // Where it is allowed it would make a second virtual machine without its threads.
        System.out.println("clone " + call(56, 0x10000000 | 17));
      }
      System.out.println("clone3 " + call(435, 0));
      System.out.println("personality " + call(135, 0x1234));
      System.out.println("query " + (call(135, 0xffffffffL) >= 0));
      System.out.println("vsock " + call(41, 40));
      System.out.println("io_uring " + call(425, 0));
      System.out.println("x32 " + (call(0x40000000L | 39, 0) != -1));
    }
    System.out.println("int80 " + ((int) int80.invoke(20) == ProcessHandle.current().pid()));
    System.out.println("int80keyctl " + (int) int80.invoke(288));
  }

  private static void attach(long capabilities) throws Throwable {
    byte[] program =
        Compiler.compile(
            DockerRules.profile(capabilities, Architecture.X86_64, 6, 18), Architecture.X86_64);
    MemorySegment code = ARENA.allocate(program.length, 8);
    MemorySegment.copy(program, 0, code, JAVA_BYTE, 0, program.length);
    MemorySegment fprog = ARENA.allocate(16, 8);
    fprog.set(JAVA_SHORT, 0, (short) (program.length / 8));
    fprog.set(ADDRESS, 8, code);
    // prctl(PR_SET_NO_NEW_PRIVS), then seccomp(SECCOMP_SET_MODE_FILTER): on this thread alone.
    System.out.println("privileges " + call(157, 38, 1));
    System.out.println("attach " + call(317, 1, 0, fprog.address()));
  }

  /** Machine code that makes an i386 call without arguments: mov eax, edi; int 0x80; ret. */
  private static MethodHandle int80() throws Throwable {
    long page = call(9, 0, 4096, 7, 0x22, -1, 0);
    byte[] code = {(byte) 0x89, (byte) 0xf8, (byte) 0xcd, (byte) 0x80, (byte) 0xc3};
    MemorySegment at = MemorySegment.ofAddress(page).reinterpret(4096);
    MemorySegment.copy(code, 0, at, JAVA_BYTE, 0, code.length);
    return LINKER.downcallHandle(at, FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  /** The result, or -errno. */
  private static long call(long number, long... args) throws Throwable {
    long[] a = new long[6];
    System.arraycopy(args, 0, a, 0, args.length);
    long result = (long) SYSCALL.invoke(STATE_MEMORY, number, a[0], a[1], a[2], a[3], a[4], a[5]);
    return result == -1 ? -(int) ERRNO.get(STATE_MEMORY, 0L) : result;
  }
}

package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles a profile to the classic BPF program that seccomp(2) takes.
 *
 * <p>The program loads the architecture, jumps to that architecture's part, and finds the call by a
 * search tree. Architectures without a table are passed over: no machine that this runs on makes
 * their calls. Calls of architectures that the profile does not name kill the process: libseccomp
 * kills the thread, but a process that goes on without one of its threads, perhaps with its locks,
 * helps nobody. Unless the default permits, calls newer than all that the rules name answer ENOSYS
 * instead of the default, as runc does (libcontainer/seccomp/patchbpf), so that programs fall back
 * to older calls.
 */
public final class Compiler {
  /** Goes up whenever the same profile compiles to another program. */
  public static final int VERSION = 1;

  /** offsetof(struct seccomp_data, nr) and arch, linux/seccomp.h. */
  private static final int NUMBER = 0;

  private static final int ARCH = 4;
  private static final Decision FOREIGN = Decision.always(Action.KILL_PROCESS.value());

  private final Profile profile;
  private final SyscallTable table = new SyscallTable();
  private final List<Architecture> architectures = new ArrayList<>();
  private final Assembler out = new Assembler();
  private final Decision between;
  private final Decision above;

  private Compiler(Profile profile, Architecture machine) {
    this.profile = profile;
    int byDefault = Returns.of(profile.defaultAction(), profile.defaultErrnoRet());
    this.between = Decision.always(byDefault);
    boolean permits = profile.defaultAction().permits();
    this.above = permits ? between : Decision.always(Action.ERRNO.value() | Returns.ENOSYS);
    architectures.add(machine);
    for (Architecture architecture : profile.architectures()) {
      if (architecture.supported() && !architectures.contains(architecture)) {
        architectures.add(architecture);
      }
    }
  }

  /**
   * The program, 8 bytes an instruction, little-endian.
   *
   * @param machine the kernel's own architecture, always part of the filter
   * @throws SeccompException for an unsupported machine or a program above 4096 instructions
   */
  public static byte[] compile(Profile profile, Architecture machine) {
    return new Compiler(profile, machine).compile();
  }

  private byte[] compile() {
    int next = out.ret(FOREIGN.otherwise());
    // Backwards, so that the machine's own part is tried first and lies nearest.
    for (int i = architectures.size() - 1; i >= 0; i--) {
      Architecture architecture = architectures.get(i);
      if (first(architecture) == i) {
        int part =
            out.then(Assembler.LD_W_ABS, NUMBER, new SearchTree(line(architecture), out).write());
        next = out.jump(Assembler.JEQ_K, architecture.audit(), part, next);
      }
    }
    out.then(Assembler.LD_W_ABS, ARCH, next);
    if (out.size() > Assembler.LIMIT) {
      throw new SeccompException(
          "seccomp profile needs "
              + out.size()
              + " instructions, the kernel takes "
              + Assembler.LIMIT
              + "; remove rules with args or architectures");
    }
    return out.program();
  }

  /** The first listed architecture with the same AUDIT_ARCH value: X86_64 and X32 make one part. */
  private int first(Architecture architecture) {
    for (int i = 0; i < architectures.size(); i++) {
      if (architectures.get(i).audit() == architecture.audit()) {
        return i;
      }
    }
    return -1;
  }

  private NumberLine line(Architecture architecture) {
    NumberLine line = new NumberLine();
    if (architecture != Architecture.X86_64 && architecture != Architecture.X32) {
      add(line, 0, architecture);
      return line;
    }
    Decision skipped = FOREIGN;
    if (architectures.contains(Architecture.X86_64)) {
      skipped = add(line, 0, Architecture.X86_64);
    } else {
      line.add(0, FOREIGN);
    }
    if (architectures.contains(Architecture.X32)) {
      add(line, SyscallTable.X32_BIT, Architecture.X32);
    } else {
      line.add(SyscallTable.X32_BIT, FOREIGN);
      // A tracer writes -1 as the number to skip a call (man 2 ptrace); that is no x32 call.
      line.add(0xffffffffL, skipped);
    }
    return line;
  }

  /** Appends one architecture; returns the decision on numbers beyond its newest call. */
  private Decision add(NumberLine line, long first, Architecture architecture) {
    Decisions decisions = new Decisions(profile, architecture, table);
    // Without any call known, runc gives the default: nothing tells what is new.
    Decision beyond = decisions.newest() < 0 ? between : above;
    line.add(first, decisions, between, beyond);
    return beyond;
  }
}

package dev.jaula.seccomp;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes classic BPF from its end to its start, as jumps only go forward and so meet known targets.
 *
 * <p>A label is an instruction's distance from the end. Conditional jumps reach 255 instructions
 * (linux/filter.h: 8-bit jt, jf); farther targets go through an unconditional jump that is put in
 * between.
 */
final class Assembler {
  /** linux/bpf_common.h: BPF_MAXINSNS. */
  static final int LIMIT = 4096;

  static final int LD_W_ABS = 0x20;
  static final int AND_K = 0x54;
  static final int JEQ_K = 0x15;
  static final int JGT_K = 0x25;
  static final int JGE_K = 0x35;
  private static final int JA = 0x05;
  private static final int RET_K = 0x06;
  private static final int REACH = 255;

  private long[] code = new long[512];
  private int size;
  private final Map<Integer, Integer> returns = new HashMap<>();

  int size() {
    return size;
  }

  /** A return of this value that a jump written now can reach: an existing one, or a new one. */
  int ret(int value) {
    Integer label = returns.get(value);
    if (label == null || size - 1 - label > REACH) {
      label = write(RET_K, 0, 0, value);
      returns.put(value, label);
    }
    return label;
  }

  /**
   * {@code if (A test k) goto yes; else goto no}; a plain jump, or none, when both are the same.
   */
  int jump(int test, int k, int yes, int no) {
    if (yes == no) {
      return yes;
    }
    int near = yes;
    int other = no;
    // A jump put in for one target moves the other away by one, so look again until both are in
    // reach.
    while (distance(near) > REACH || distance(other) > REACH) {
      if (distance(near) > REACH) {
        near = far(near);
      } else {
        other = far(other);
      }
    }
    return write(test, distance(near), distance(other), k);
  }

  /** An instruction that does not jump, to be followed by {@code next}. */
  int then(int code, int k, int next) {
    if (distance(next) != 0) {
      far(next);
    }
    return write(code, 0, 0, k);
  }

  /**
   * The program as the kernel's struct sock_filter[], little-endian: u16 code, u8 jt, u8 jf, u32 k.
   */
  byte[] program() {
    byte[] out = new byte[size * 8];
    for (int i = 0; i < size; i++) {
      long instruction = code[size - 1 - i];
      for (int b = 0; b < 8; b++) {
        out[i * 8 + b] = (byte) (instruction >>> (8 * b));
      }
    }
    return out;
  }

  private int far(int target) {
    return write(JA, 0, 0, distance(target));
  }

  private int distance(int label) {
    return size - 1 - label;
  }

  private int write(int operation, int yes, int no, int k) {
    if (size == code.length) {
      long[] larger = new long[size * 2];
      System.arraycopy(code, 0, larger, 0, size);
      code = larger;
    }
    code[size] = operation | (long) yes << 16 | (long) no << 24 | (long) k << 32;
    return size++;
  }
}

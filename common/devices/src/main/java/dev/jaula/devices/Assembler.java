package dev.jaula.devices;

import java.util.ArrayList;
import java.util.List;

/**
 * A few instructions of eBPF (RFC 9669), each as the eight bytes that the kernel reads, lowest
 * first: operation, registers, offset of a jump, constant.
 */
final class Assembler {
  private static final int LOAD_WORD = 0x61;
  private static final int MOVE = 0xb7;
  private static final int AND = 0x57;
  private static final int SHIFT_RIGHT = 0x77;
  private static final int JUMP_UNLESS_EQUAL = 0x55;
  private static final int JUMP_IF_SET = 0x45;
  private static final int JUMP = 0x05;
  private static final int EXIT = 0x95;

  private final List<Long> code = new ArrayList<>();
  private final List<Integer> pending = new ArrayList<>();

  /** target = the 32 bits at address + offset. */
  void load(int target, int address, int offset) {
    emit(LOAD_WORD, target, address, offset, 0);
  }

  void and(int register, int mask) {
    emit(AND, register, 0, 0, mask);
  }

  void shiftRight(int register, int bits) {
    emit(SHIFT_RIGHT, register, 0, 0, bits);
  }

  /** Goes on at the next {@link #label} unless the register has this value. */
  void require(int register, int value) {
    pending.add(code.size());
    emit(JUMP_UNLESS_EQUAL, register, 0, 0, value);
  }

  /** Goes on at the next {@link #label} unless one of these bits is set. */
  void requireAny(int register, int bits) {
    emit(JUMP_IF_SET, register, 0, 1, bits);
    pending.add(code.size());
    emit(JUMP, 0, 0, 0, 0);
  }

  /** Where the jumps since the last label lead; false when there are none. */
  boolean label() {
    for (int at : pending) {
      long distance = code.size() - at - 1L;
      code.set(at, code.get(at) | distance << 16);
    }
    boolean reached = !pending.isEmpty();
    pending.clear();
    return reached;
  }

  /** Ends with a result. */
  void exit(int result) {
    emit(MOVE, 0, 0, 0, result);
    emit(EXIT, 0, 0, 0, 0);
  }

  List<Long> code() {
    return List.copyOf(code);
  }

  private void emit(int operation, int target, int source, int offset, int constant) {
    code.add(operation | (long) (target | source << 4) << 8 | (long) offset << 16 | bits(constant));
  }

  private static long bits(int constant) {
    return (long) constant << 32;
  }
}

package dev.jaula.guard;

import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.BinaryInstruction;
import org.teavm.model.instructions.BinaryOperation;
import org.teavm.model.instructions.CastNumberInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NumericOperandType;

/**
 * Integer division, shift counts, and casts from floating point to integers (JLS 15.17, 15.19,
 * 5.1.3).
 */
final class Arithmetic {
  private Arithmetic() {}

  static void transform(Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      Instruction next;
      for (Instruction i = block.getFirstInstruction(); i != null; i = next) {
        next = i.getNext();
        switch (i) {
          case BinaryInstruction binary -> transform(binary);
          case CastNumberInstruction cast -> transform(cast);
          default -> {}
        }
      }
    }
  }

  private static void transform(BinaryInstruction binary) {
    NumericOperandType type = binary.getOperandType();
    if (type != NumericOperandType.INT && type != NumericOperandType.LONG) {
      return;
    }
    boolean wide = type == NumericOperandType.LONG;
    switch (binary.getOperation()) {
      case DIVIDE -> replace(binary, "divide", wide);
      case MODULO -> replace(binary, "remainder", wide);
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> maskCount(binary, wide ? 63 : 31);
      default -> {}
    }
  }

  private static void replace(BinaryInstruction binary, String check, boolean wide) {
    ValueType type = wide ? ValueType.LONG : ValueType.INTEGER;
    InvokeInstruction call = Calls.of(check, type, type, type);
    call.setArguments(binary.getFirstOperand(), binary.getSecondOperand());
    call.setReceiver(binary.getReceiver());
    Calls.replace(binary, call);
  }

  private static void maskCount(BinaryInstruction shift, int bits) {
    Variable masked = shift.getProgram().createVariable();
    BinaryInstruction mask = new BinaryInstruction(BinaryOperation.AND, NumericOperandType.INT);
    mask.setFirstOperand(shift.getSecondOperand());
    mask.setSecondOperand(Calls.constant(shift, bits));
    mask.setReceiver(masked);
    Calls.insert(shift, mask);
    shift.setSecondOperand(masked);
  }

  private static void transform(CastNumberInstruction cast) {
    boolean fromFloat = cast.getSourceType() == NumericOperandType.FLOAT;
    boolean toInt = cast.getTargetType() == NumericOperandType.INT;
    boolean toLong = cast.getTargetType() == NumericOperandType.LONG;
    if (!fromFloat && cast.getSourceType() != NumericOperandType.DOUBLE || !toInt && !toLong) {
      return;
    }
    ValueType target = toInt ? ValueType.INTEGER : ValueType.LONG;
    InvokeInstruction call = Calls.of(toInt ? "toInt" : "toLong", ValueType.DOUBLE, target);
    call.setArguments(fromFloat ? widened(cast) : cast.getValue());
    call.setReceiver(cast.getReceiver());
    Calls.replace(cast, call);
  }

  private static Variable widened(CastNumberInstruction cast) {
    Variable wide = cast.getProgram().createVariable();
    CastNumberInstruction widen =
        new CastNumberInstruction(NumericOperandType.FLOAT, NumericOperandType.DOUBLE);
    widen.setValue(cast.getValue());
    widen.setReceiver(wide);
    Calls.insert(cast, widen);
    return wide;
  }
}

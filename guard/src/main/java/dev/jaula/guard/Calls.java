package dev.jaula.guard;

import org.teavm.model.Instruction;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.IntegerConstantInstruction;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;

/** Makes and places the instructions that the passes insert. */
final class Calls {
  private Calls() {}

  /** A call of one of {@link Checks}'s methods; the last type is the result's. */
  static InvokeInstruction of(String name, ValueType... signature) {
    InvokeInstruction call = new InvokeInstruction();
    call.setType(InvocationType.SPECIAL);
    call.setMethod(new MethodReference(Checks.class.getName(), name, signature));
    return call;
  }

  static Variable constant(Instruction at, int value) {
    Variable variable = at.getProgram().createVariable();
    IntegerConstantInstruction constant = new IntegerConstantInstruction();
    constant.setConstant(value);
    constant.setReceiver(variable);
    insert(at, constant);
    return variable;
  }

  /** Places an instruction before another and gives it the same source line. */
  static void insert(Instruction at, Instruction added) {
    added.setLocation(at.getLocation());
    at.insertPrevious(added);
  }

  static void replace(Instruction old, Instruction added) {
    added.setLocation(old.getLocation());
    old.replace(added);
  }
}

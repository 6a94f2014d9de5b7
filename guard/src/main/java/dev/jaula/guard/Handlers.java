package dev.jaula.guard;

import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.util.InstructionVariableMapper;

/** Methods with exception handlers. */
final class Handlers {
  private Handlers() {}

  static boolean exist(Program program) {
    for (BasicBlock block : program.getBasicBlocks()) {
      if (!block.getTryCatchBlocks().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces each parameter by a copy made at the entry. TeaVM renames a variable at its null or
   * bound check and merges the names in the handler, but its PhiUpdater forgets that a parameter is
   * defined from the start: without the copy a handler reads a variable that was never set.
   */
  static void copyParameters(Program program, int first, int last) {
    int variables = program.variableCount();
    @Nullable Variable[] copies = new Variable[variables];
    for (int i = first; i <= last && i < variables; i++) {
      Variable copy = program.createVariable();
      copy.setDebugName(program.variableAt(i).getDebugName());
      copies[i] = copy;
    }
    rename(program, copies);
    BasicBlock entry = program.basicBlockAt(0);
    for (int i = first; i <= last && i < variables; i++) {
      AssignInstruction copy = new AssignInstruction();
      copy.setAssignee(program.variableAt(i));
      copy.setReceiver(copies[i]);
      copy.setLocation(entry.getFirstInstruction().getLocation());
      entry.addFirst(copy);
    }
  }

  private static void rename(Program program, @Nullable Variable[] copies) {
    InstructionVariableMapper mapper =
        new InstructionVariableMapper(v -> {
          @Nullable Variable copy = v.getIndex() < copies.length ? copies[v.getIndex()] : null;
          return copy != null ? copy : v;
        });
    for (BasicBlock block : program.getBasicBlocks()) {
      mapper.apply(block);
    }
  }
}

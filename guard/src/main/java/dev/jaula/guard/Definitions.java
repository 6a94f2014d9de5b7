package dev.jaula.guard;

import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.Instruction;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.AssignInstruction;
import org.teavm.model.instructions.CastInstruction;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructInstruction;
import org.teavm.model.instructions.GetFieldInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.StringConstantInstruction;
import org.teavm.model.util.DefinitionExtractor;

/** Which instruction defines each variable; programs are in static single assignment form. */
final class Definitions {
  private final @Nullable Instruction[] definitions;

  Definitions(Program program) {
    definitions = new Instruction[program.variableCount()];
    DefinitionExtractor extractor = new DefinitionExtractor();
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        instruction.acceptVisitor(extractor);
        for (Variable variable : extractor.getDefinedVariables()) {
          definitions[variable.getIndex()] = instruction;
        }
      }
    }
  }

  /**
   * The instruction that made a value, seen through plain copies; null for parameters, caught
   * exceptions, values that depend on the path, and variables made after this analysis.
   */
  @Nullable Instruction origin(Variable variable) {
    Instruction definition = of(variable);
    while (definition instanceof AssignInstruction copy) {
      definition = of(copy.getAssignee());
    }
    return definition;
  }

  private @Nullable Instruction of(Variable variable) {
    return variable.getIndex() < definitions.length ? definitions[variable.getIndex()] : null;
  }

  /** The static type of the object an instruction makes or reads; null when it does not tell. */
  static @Nullable ValueType typeOf(Instruction instruction) {
    return switch (instruction) {
      case StringConstantInstruction _ -> ValueType.object("java.lang.String");
      case ConstructInstruction made -> ValueType.object(made.getType());
      case ConstructArrayInstruction made -> ValueType.arrayOf(made.getItemType());
      case CastInstruction cast -> cast.getTargetType();
      case GetFieldInstruction read -> read.getFieldType();
      case InvokeInstruction call -> call.getMethod().getReturnType();
      default -> null;
    };
  }
}

package dev.jaula.guard;

import org.jspecify.annotations.Nullable;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHierarchy;
import org.teavm.model.Instruction;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.Variable;
import org.teavm.model.instructions.ArrayElementType;
import org.teavm.model.instructions.ConstructArrayInstruction;
import org.teavm.model.instructions.ConstructMultiArrayInstruction;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.NullConstantInstruction;
import org.teavm.model.instructions.PutElementInstruction;
import org.teavm.model.instructions.UnwrapArrayInstruction;

/** Array lengths, stores into arrays of references (JLS 15.10.2 and 15.26.1), and copies. */
final class Arrays {
  private static final int REFERENCE_SIZE = 8;
  private static final ValueType OBJECT = ValueType.object("java.lang.Object");

  private static final MethodReference COPY =
      new MethodReference(
          System.class,
          "arraycopy",
          Object.class,
          int.class,
          Object.class,
          int.class,
          int.class,
          void.class);

  private final Definitions definitions;
  private final ClassHierarchy hierarchy;

  private Arrays(Program program, ClassHierarchy hierarchy) {
    definitions = new Definitions(program);
    this.hierarchy = hierarchy;
  }

  static void transform(Program program, ClassHierarchy hierarchy) {
    Arrays arrays = new Arrays(program, hierarchy);
    for (BasicBlock block : program.getBasicBlocks()) {
      for (Instruction instruction : block) {
        arrays.transform(instruction);
      }
    }
  }

  private void transform(Instruction instruction) {
    switch (instruction) {
      case ConstructArrayInstruction array ->
          array.setSize(checkedLength(array, array.getSize(), itemSize(array.getItemType())));
      case ConstructMultiArrayInstruction array ->
          array.getDimensions().replaceAll(length -> checkedLength(array, length, REFERENCE_SIZE));
      case PutElementInstruction store when store.getType() == ArrayElementType.OBJECT ->
          checkStore(store);
      case InvokeInstruction call when call.getMethod().equals(COPY) -> checkCopy(call);
      default -> {}
    }
  }

  private static Variable checkedLength(Instruction at, Variable length, int itemSize) {
    Variable checked = at.getProgram().createVariable();
    InvokeInstruction call =
        Calls.of("arrayLength", ValueType.INTEGER, ValueType.INTEGER, ValueType.INTEGER);
    call.setArguments(length, Calls.constant(at, itemSize));
    call.setReceiver(checked);
    Calls.insert(at, call);
    return checked;
  }

  private static int itemSize(ValueType type) {
    if (type instanceof ValueType.Primitive primitive) {
      return switch (primitive.getKind()) {
        case BOOLEAN, BYTE -> 1;
        case SHORT, CHARACTER -> 2;
        case INTEGER, FLOAT -> 4;
        case LONG, DOUBLE -> 8;
      };
    }
    return REFERENCE_SIZE;
  }

  /**
   * Every store into an array of references is checked when it runs, but those known to be right.
   */
  private void checkStore(PutElementInstruction store) {
    if (!(definitions.origin(store.getArray()) instanceof UnwrapArrayInstruction unwrap)) {
      throw new IllegalStateException("store into an array of unknown origin");
    }
    if (isRight(definitions.origin(unwrap.getArray()), definitions.origin(store.getValue()))) {
      return;
    }
    InvokeInstruction call =
        Calls.of("arrayStore", OBJECT, ValueType.INTEGER, OBJECT, ValueType.VOID);
    call.setArguments(unwrap.getArray(), store.getIndex(), store.getValue());
    Calls.insert(store, call);
  }

  /**
   * Null may be stored anywhere; an array that the method itself made has exactly the type it was
   * made with.
   */
  private boolean isRight(@Nullable Instruction array, @Nullable Instruction value) {
    if (value instanceof NullConstantInstruction) {
      return true;
    }
    if (!(array instanceof ConstructArrayInstruction made)) {
      return false;
    }
    @Nullable ValueType type = value == null ? null : Definitions.typeOf(value);
    return made.getItemType().equals(OBJECT)
        || type != null && hierarchy.isSuperType(made.getItemType(), type, false);
  }

  /**
   * System.arraycopy in TeaVM overlooks sums that overflow, copies between arrays of different
   * primitives, and where it is inlined null.
   */
  private static void checkCopy(InvokeInstruction copy) {
    InvokeInstruction call =
        Calls.of(
            "arrayCopy",
            OBJECT,
            ValueType.INTEGER,
            OBJECT,
            ValueType.INTEGER,
            ValueType.INTEGER,
            ValueType.VOID);
    call.setArguments(copy.getArguments().toArray(new Variable[0]));
    Calls.insert(copy, call);
  }
}

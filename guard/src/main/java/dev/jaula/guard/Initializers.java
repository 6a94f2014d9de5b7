package dev.jaula.guard;

import org.jspecify.annotations.Nullable;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.Instruction;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.ValueType;
import org.teavm.model.instructions.InitClassInstruction;

/** The order of class initialisers (JLS 12.4.1). */
final class Initializers {
  private static final MethodDescriptor INITIALIZER =
      new MethodDescriptor("<clinit>", ValueType.VOID);

  private Initializers() {}

  /** Begins a class's initialiser with that of its nearest superclass that has one. */
  static void superclassFirst(ClassHolder cls, ClassHolderTransformerContext context) {
    @Nullable MethodHolder initializer = cls.getMethod(INITIALIZER);
    @Nullable String parent = initialized(cls.getParent(), context);
    if (initializer == null || parent == null) {
      return;
    }
    @Nullable Program program = initializer.getProgram();
    if (program == null) {
      return;
    }
    Instruction first = program.basicBlockAt(0).getFirstInstruction();
    InitClassInstruction init = new InitClassInstruction();
    init.setClassName(parent);
    Calls.insert(first, init);
  }

  private static @Nullable String initialized(
      @Nullable String name, ClassHolderTransformerContext context) {
    @Nullable String parent = name;
    while (parent != null) {
      @Nullable ClassReader cls = context.getHierarchy().getClassSource().get(parent);
      if (cls == null || cls.getMethod(INITIALIZER) != null) {
        return cls == null ? null : parent;
      }
      parent = cls.getParent();
    }
    return null;
  }
}

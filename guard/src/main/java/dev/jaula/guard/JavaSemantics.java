package dev.jaula.guard;

import org.teavm.interop.Unmanaged;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;

/**
 * Rewrites every method TeaVM compiles, the class library's included, so that array lengths and
 * stores, integer division, shift counts, float-to-integer casts, caught runtime exceptions and
 * class initialisers behave as the Java Language Specification says.
 *
 * <p>Left alone are {@link Checks} itself, TeaVM's runtime (allocator, collector, exception
 * handling), which runs below Java's rules, and methods that are declared unmanaged.
 */
public final class JavaSemantics implements ClassHolderTransformer {
  /** Made by TeaVM's Maven plug-in, by name. */
  public JavaSemantics() {}

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (isBelowJava(cls)) {
      return;
    }
    Builders.transform(cls, context);
    for (MethodHolder method : cls.getMethods()) {
      Program program = method.getProgram();
      if (program != null && method.getAnnotations().get(Unmanaged.class.getName()) == null) {
        transform(method, program, context);
      }
    }
    Initializers.superclassFirst(cls, context);
  }

  private static boolean isBelowJava(ClassHolder cls) {
    String name = cls.getName();
    return name.equals(Checks.class.getName())
        || name.startsWith("org.teavm.runtime.")
        || name.startsWith("org.teavm.interop.")
        || cls.getAnnotations().get(Unmanaged.class.getName()) != null;
  }

  private static void transform(
      MethodHolder method, Program program, ClassHolderTransformerContext context) {
    Arithmetic.transform(program);
    Arrays.transform(program, context.getHierarchy());
    if (Handlers.exist(program)) {
      ProtectedBlocks.begin(program);
      int first = method.hasModifier(ElementModifier.STATIC) ? 1 : 0;
      Handlers.copyParameters(program, first, method.parameterCount());
    }
  }
}

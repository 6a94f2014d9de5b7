package dev.jaula.guard;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;

/**
 * Lets the texts of Jaula's records say the record's name alone. They are for people who debug, no
 * output is made of them, and all together they are 34 KB of a binary that shall stay below a
 * megabyte. A record that shall write a text gives the method another name; {@code RecordTextTest}
 * looks that none is lost here.
 */
public final class ShortRecords implements ClassHolderTransformer {
  private static final MethodDescriptor TEXT =
      new MethodDescriptor("toString", ValueType.object("java.lang.String"));

  /** Made by TeaVM's Maven plug-in, by name. */
  public ShortRecords() {}

  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (!"java.lang.Record".equals(cls.getParent()) || !cls.getName().startsWith("dev.jaula.")) {
      return;
    }
    MethodHolder text = cls.getMethod(TEXT);
    if (text != null && text.getProgram() != null) {
      ProgramEmitter program = ProgramEmitter.create(text, context.getHierarchy());
      program.constant(simpleName(cls) + "[]").returnValue();
    }
  }

  private static String simpleName(ClassHolder cls) {
    String name = cls.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}

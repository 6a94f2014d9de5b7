package dev.jaula.tests;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a compiled class uses, as text: {@code java.lang.String} for a class, {@code
 * java.lang.String.trim()Ljava/lang/String;} for a method, {@code java.lang.System.out:L...} for a
 * field, {@code catch java.lang.Exception} for a handler, and a call site's own name and type.
 */
final class ClassUses {
  private ClassUses() {}

  static Set<String> of(Path classFile) throws IOException {
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> uses = new LinkedHashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> uses.add(name(type));
        case MemberRefEntry member ->
            uses.add(
                name(member.owner())
                    + "."
                    + member.name().stringValue()
                    + (member.type().stringValue().startsWith("(") ? "" : ":")
                    + member.type().stringValue());
        case InvokeDynamicEntry site ->
            uses.add(site.name().stringValue() + site.type().stringValue());
        default -> {}
      }
    }
    model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.exceptionHandlers().stream())
        .flatMap(handler -> handler.catchType().stream())
        .forEach(type -> uses.add("catch " + name(type)));
    return uses;
  }

  private static String name(ClassEntry type) {
    return type.asInternalName().replace('/', '.');
  }
}

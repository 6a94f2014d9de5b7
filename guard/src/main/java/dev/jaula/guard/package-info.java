/**
 * Makes TeaVM's C output mean what the Java Language Specification says.
 *
 * <p>TeaVM's C backend leaves some of Java to C's undefined behaviour: division by zero, shift
 * counts, array lengths, stores into covariant arrays; and parts of its optimiser forget that an
 * exception leaves a block before its end. {@link dev.jaula.guard.JavaSemantics} is told to TeaVM's
 * Maven plug-in as a transformer and rewrites every method that is compiled, the class library's
 * included; {@link dev.jaula.guard.Checks} is what the rewritten code calls. The module selftest
 * shows that it was loaded and that it works.
 *
 * <p>There is no module-info: the jars of teavm-core and teavm-interop share a package.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.guard;

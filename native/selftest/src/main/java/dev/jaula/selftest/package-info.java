/**
 * A second native program, not shipped: cases whose outcome must be the same natively and on the
 * JVM.
 *
 * <p>Each case prints one line. The program runs every case in a child of its own, because a
 * violation that escapes may corrupt the heap or end the process; a test on the JVM runs the same
 * cases and compares line by line. To add a case, add it to the class of its topic: the expectation
 * is the JVM's. Much of it is code that Error Prone rightly refuses elsewhere.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.selftest;

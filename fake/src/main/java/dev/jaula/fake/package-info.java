/** What the tests of several modules stand on in place of a kernel. */
@org.jspecify.annotations.NullMarked
package dev.jaula.fake;

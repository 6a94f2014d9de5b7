/** A root file system from a distribution's packages. */
@org.jspecify.annotations.NullMarked
package dev.jaula.bootstrap;

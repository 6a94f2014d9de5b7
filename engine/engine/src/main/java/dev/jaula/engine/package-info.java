/** The engine: the verbs of jaula that need a JVM. */
@org.jspecify.annotations.NullMarked
package dev.jaula.engine;

/** What the native {@code jaula} and the engine on the JVM tell each other. */
@org.jspecify.annotations.NullMarked
package dev.jaula.handover;

/** What containers use, as tables and as a full screen: pure functions from samples to text. */
@org.jspecify.annotations.NullMarked
package dev.jaula.see;

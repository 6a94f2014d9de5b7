/** The tutorial as data: chapters of words, commands and checks. */
@org.jspecify.annotations.NullMarked
package dev.jaula.learn;

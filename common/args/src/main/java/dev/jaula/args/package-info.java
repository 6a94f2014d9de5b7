/**
 * One table per command: from it come the parser, the help text, the man page and the shell
 * completions.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.args;

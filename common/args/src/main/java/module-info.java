/**
 * One table per command: from it come the parser, the help text, the man page and the shell
 * completions.
 */
@org.jspecify.annotations.NullMarked
module dev.jaula.args {
  requires static org.jspecify;

  exports dev.jaula.args;
}

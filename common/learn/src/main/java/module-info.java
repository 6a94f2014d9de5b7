/** The tutorial as data: chapters of words, commands and checks. */
@org.jspecify.annotations.NullMarked
module dev.jaula.learn {
  requires static org.jspecify;
  requires transitive dev.jaula.args;

  exports dev.jaula.learn;
}

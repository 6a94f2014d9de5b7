/** What Docker's --format and --filter mean, as pure functions. */
@org.jspecify.annotations.NullMarked
module dev.jaula.format {
  requires static org.jspecify;
  requires transitive dev.jaula.json;

  exports dev.jaula.format;
}

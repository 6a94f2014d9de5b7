/** Images as archives: those of docker, of OCI, and root file systems. */
@org.jspecify.annotations.NullMarked
module dev.jaula.archive {
  requires static org.jspecify;
  requires dev.jaula.foreign;
  requires transitive dev.jaula.image;
  requires transitive dev.jaula.json;
  requires dev.jaula.layer;
  requires dev.jaula.linux;

  exports dev.jaula.archive;
}

/** A root file system from a distribution's packages. */
@org.jspecify.annotations.NullMarked
module dev.jaula.bootstrap {
  requires static org.jspecify;
  requires dev.jaula.linux;
  requires dev.jaula.foreign;
  requires dev.jaula.json;
  requires dev.jaula.image;
  requires dev.jaula.layer;
  requires org.bouncycastle.pg;
  requires org.bouncycastle.provider;

  exports dev.jaula.bootstrap;
}

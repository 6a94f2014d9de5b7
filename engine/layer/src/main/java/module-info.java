/** Layers: tar and compression as streams, unpacking and packing by descriptor, snapshots. */
@org.jspecify.annotations.NullMarked
module dev.jaula.layer {
  requires static org.jspecify;
  requires dev.jaula.linux;
  requires dev.jaula.foreign;
  requires dev.jaula.json;
  requires dev.jaula.image;
  requires com.github.luben.zstd_jni;
  requires org.tukaani.xz;

  exports dev.jaula.layer;
}

/** Images: references, digests, the records of image-spec 1.1, and the content store. */
@org.jspecify.annotations.NullMarked
module dev.jaula.image {
  requires static org.jspecify;
  requires dev.jaula.foreign;
  requires transitive dev.jaula.json;

  exports dev.jaula.image;
}

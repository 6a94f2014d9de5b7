/** Images: references, digests, the records of image-spec 1.1, and the content store. */
@org.jspecify.annotations.NullMarked
package dev.jaula.image;

/** Layers: tar and compression as streams, unpacking and packing by descriptor, snapshots. */
@org.jspecify.annotations.NullMarked
package dev.jaula.layer;

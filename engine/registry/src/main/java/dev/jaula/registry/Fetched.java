package dev.jaula.registry;

import dev.jaula.image.Descriptor;

/**
 * A manifest or an index as it came: its digest has been checked.
 *
 * @param descriptor media type, digest and size of the bytes
 * @param bytes exactly as the registry has them; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Fetched(Descriptor descriptor, byte[] bytes) {}

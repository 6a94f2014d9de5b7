package dev.jaula.layer;

import dev.jaula.image.Digest;

/**
 * What came of packing.
 *
 * @param diffId the SHA-256 of the archive, not compressed
 * @param size its length in bytes
 * @param digest the SHA-256 of what was written, compressed
 * @param compressedSize its length in bytes
 * @param entries members of the archive
 */
public record Packed(Digest diffId, long size, Digest digest, long compressedSize, long entries) {}

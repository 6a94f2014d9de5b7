package dev.jaula.layer;

import dev.jaula.image.Digest;
import java.util.List;

/**
 * What came of unpacking.
 *
 * @param diffId the SHA-256 of the archive, not compressed
 * @param size its length in bytes
 * @param entries members of the archive
 * @param notes what was left out or changed, one line each, for the user
 */
public record Unpacked(Digest diffId, long size, long entries, List<String> notes) {}

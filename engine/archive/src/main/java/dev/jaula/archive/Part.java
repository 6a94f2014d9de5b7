package dev.jaula.archive;

import dev.jaula.image.Descriptor;
import dev.jaula.image.Manifest;
import dev.jaula.image.Reference;
import java.util.List;

/** An image of an archive that is written. */
record Part(Descriptor target, Manifest manifest, List<Reference> names) {}

package dev.jaula.registry;

import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Manifest;
import java.util.List;

/**
 * An image that is in the store now.
 *
 * @param target what the name stands for: an index, or the manifest itself
 * @param image the manifest that was chosen
 * @param manifest its contents
 * @param config the image's configuration
 * @param referrers what refers to it, if that was wanted
 */
public record Pulled(
    Descriptor target,
    Descriptor image,
    Manifest manifest,
    ImageConfig config,
    List<Descriptor> referrers) {}

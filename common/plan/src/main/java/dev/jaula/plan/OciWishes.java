package dev.jaula.plan;

import java.util.Map;

/**
 * What a container is to have besides its config.json.
 *
 * @param id the container's
 * @param newKeyring whether it gets a session keyring of its own
 * @param listens whether an agent answers to its filter's notifications
 * @param links destinations of mounts that are symbolic links, with where they lead to
 */
public record OciWishes(
    String id, boolean newKeyring, boolean listens, Map<String, String> links) {}

package dev.jaula.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that is called at one moment of a container's life (config.md, "POSIX-platform Hooks").
 * It gets the container's state as JSON on its standard input.
 *
 * @param path absolute; of the host for all kinds but startContainer
 * @param args its arguments, the first is its name; empty when only the path was given
 * @param env its whole environment
 * @param timeout seconds after which it is killed, above 0; null when it may take its time
 */
public record Hook(String path, List<String> args, List<String> env, @Nullable Integer timeout) {}

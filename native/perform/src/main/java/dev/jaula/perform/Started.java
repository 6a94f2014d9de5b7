package dev.jaula.perform;

import dev.jaula.linux.Fd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container that runs.
 *
 * @param pid of its first process, in the caller's pid namespace
 * @param terminal the caller's side of its terminal, or null
 * @param cgroups the directories that were made for it
 */
public record Started(int pid, Fd pidfd, @Nullable Fd terminal, List<String> cgroups) {}

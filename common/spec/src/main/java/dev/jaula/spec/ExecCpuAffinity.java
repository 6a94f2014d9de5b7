package dev.jaula.spec;

import dev.jaula.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Processors of a process that enters a running container (config.md, "execCPUAffinity"); lists as
 * {@code 0-3,7}, null where nothing is to be changed.
 *
 * @param initialCpus before it moves to the container's cgroup
 * @param finalCpus after that
 */
public record ExecCpuAffinity(@Nullable String initialCpus, @Nullable String finalCpus)
    implements Member {
  @Override
  public void write(JsonText out) {
    out.object("execCPUAffinity");
    SpecWriter.text("initial", initialCpus, out);
    SpecWriter.text("final", finalCpus, out);
    out.endObject();
  }
}

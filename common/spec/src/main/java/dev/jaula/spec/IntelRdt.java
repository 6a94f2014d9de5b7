package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intel's Resource Director Technology through resctrl (config-linux.md, "IntelRdt").
 *
 * @param closId the directory of the class of service; null for the container's id
 * @param schemata lines for the file schemata, written last
 * @param l3CacheSchema begins with {@code L3:} as a rule
 * @param memBwSchema begins with {@code MB:}
 * @param enableMonitoring whether a monitoring group of its own is made
 */
public record IntelRdt(
    @Nullable String closId,
    List<String> schemata,
    @Nullable String l3CacheSchema,
    @Nullable String memBwSchema,
    boolean enableMonitoring)
    implements Member {
  @Override
  public void write(JsonText out) {
    out.object("intelRdt");
    SpecWriter.text("closID", closId, out);
    SpecWriter.texts("schemata", schemata, out);
    SpecWriter.text("l3CacheSchema", l3CacheSchema, out);
    SpecWriter.text("memBwSchema", memBwSchema, out);
    SpecWriter.flag("enableMonitoring", enableMonitoring, out);
    out.endObject();
  }
}

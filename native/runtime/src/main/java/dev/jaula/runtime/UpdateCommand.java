package dev.jaula.runtime;

import dev.jaula.args.Arguments;
import dev.jaula.cgroup.CgroupFiles;
import dev.jaula.cgroup.ExplainedFiles;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.cgroup.Hierarchies;
import dev.jaula.cgroup.KernelCgroupFiles;
import dev.jaula.cgroup.Plan;
import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Writer;
import dev.jaula.json.JsonException;
import dev.jaula.json.JsonParser;
import dev.jaula.json.JsonValue;
import dev.jaula.json.JsonWriter;
import dev.jaula.linux.Bytes;
import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.perform.Machine;
import dev.jaula.perform.Rdt;
import dev.jaula.spec.IntelRdt;
import dev.jaula.spec.SpecReader;
import dev.jaula.systemd.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code update}: changes limits while the container runs, and remembers them. */
final class UpdateCommand {
  private final Session session;
  private final Machine machine;
  private final StateDirectory directory;
  private final Container container;

  private UpdateCommand(Session session, StateDirectory directory, Container container) {
    this.session = session;
    this.machine = session.machine();
    this.directory = directory;
    this.container = container;
  }

  /** One update after the other, and none of a container that is deleted meanwhile. */
  static int run(Session session) {
    try (StateDirectory directory = session.state().at(session.id())) {
      directory.load();
      JsonValue.Obj update = wanted(session);
      @Nullable RuntimeState state = directory.lock() ? directory.find() : null;
      if (state == null) {
        throw OciException.absent(session.id());
      }
      Container container = Container.of(session, state);
      if (!container.status().isAlive()) {
        throw OciException.notRunning(container.id());
      }
      new UpdateCommand(session, directory, container).update(update);
    }
    return 0;
  }

  private void update(JsonValue.Obj update) {
    Arguments arguments = session.arguments();
    if (arguments.has("kernel-memory") || arguments.has("kernel-memory-tcp")) {
      session.log().warn("Kernel memory settings are ignored and will be removed");
    }
    if (!(JsonParser.parse(directory.config()) instanceof JsonValue.Obj config)) {
      throw new OciException("config.json of container \"" + container.id() + "\" is no object");
    }
    JsonValue.Obj linux = ResourceChange.member(config, "linux");
    JsonValue.Obj resources = ResourceChange.member(linux, "resources");
    ResourceChange.apply(resources, update);
    Resources merged = SpecReader.readResources(resources);
    checkUsage(merged.memory());
    @Nullable IntelRdt rdt = rdt(linux);
    write(merged);
    if (rdt != null) {
      new Rdt(machine.files()).update(rdt, container.id());
    }
    directory.replaceConfig(Bytes.encode(JsonWriter.write(config)));
  }

  private static JsonValue.Obj wanted(Session session) {
    Arguments arguments = session.arguments();
    String file = arguments.value("resources", "");
    if (file.isEmpty()) {
      return UpdateFlags.read(arguments);
    }
    Files files = session.machine().files();
    try (Fd open = file.equals("-") ? files.own(0) : files.open(file, Files.O_RDONLY)) {
      if (JsonParser.parse(files.readAll(open.number())) instanceof JsonValue.Obj update) {
        SpecReader.readResources(update);
        return update;
      }
    } catch (JsonException e) {
      throw new OciException("--resources " + file + ": " + e.getMessage());
    }
    throw new OciException("--resources " + file + ": write an object, as linux.resources");
  }

  /** v2 kills at once when a limit is set below what is in use (cgroup-v2.rst, memory.max). */
  private void checkUsage(Resources.Memory memory) {
    @Nullable Long limit = memory.limit();
    if (limit == null || limit <= 0 || !Boolean.TRUE.equals(memory.checkBeforeUpdate())) {
      return;
    }
    long usage =
        new CgroupTexts(machine.files(), container.state().cgroups()).number("memory.current");
    if (usage > limit) {
      throw new OciException(
          "unable to set memory limit to "
              + limit
              + " (current usage: "
              + usage
              + "); raise it, or set memory.checkBeforeUpdate to false");
    }
  }

  private void write(Resources merged) {
    KernelCgroupFiles files = new KernelCgroupFiles(machine.kernel());
    Hierarchies hierarchies = Hierarchies.detect(files, Hierarchies.ROOT);
    List<FileWrite> writes = Plan.writes(hierarchies, merged);
    @Nullable SystemdUnit unit = SystemdUnit.of(machine, container.state());
    if (unit != null) {
      List<Property> limits = unit.update(merged, hierarchies);
      if (session.arguments().has("explain")) {
        machine.files().print(2, unit.explain(limits));
      }
    }
    CgroupJoin join = new CgroupJoin(machine, hierarchies, container.state().cgroups());
    List<String> cgroups = join.planned(writes);
    RuntimeState state = container.state();
    if (!cgroups.equals(state.cgroups())) {
      // before they are made, so that they are removed with the container whatever happens
      List<String> adopted = new ArrayList<>(cgroups);
      adopted.removeAll(state.cgroups());
      adopted = CgroupPlace.existing(machine, adopted);
      adopted.addAll(state.adopted());
      directory.save(state.withCgroups(cgroups, adopted));
    }
    join.join(writes);
    new Writer(shown(files, join.path(), writes)).apply(join.path(), writes);
  }

  /** With {@code --explain} each change is told, and what was given where that is another value. */
  private CgroupFiles shown(CgroupFiles files, String base, List<FileWrite> writes) {
    if (!session.arguments().has("explain")) {
      return files;
    }
    Map<String, String> given = new HashMap<>();
    for (FileWrite write : writes) {
      for (@Nullable FileWrite w = write; w != null; w = w.otherwise()) {
        if (w.given() != null) {
          given.put(w.shell(base), " # given: " + w.given());
        }
      }
    }
    return new ExplainedFiles(
        files, false, line -> machine.files().print(2, line + given.getOrDefault(line, "") + "\n"));
  }

  /** The class of service in config.json with what the command line changes; null when nothing. */
  private @Nullable IntelRdt rdt(JsonValue.Obj linux) {
    Arguments arguments = session.arguments();
    String cache = arguments.value("l3-cache-schema", "");
    String bandwidth = arguments.value("mem-bw-schema", "");
    if (cache.isEmpty() && bandwidth.isEmpty()) {
      return null;
    }
    @Nullable IntelRdt old = container.spec().linux().intelRdt();
    String option = cache.isEmpty() ? "--mem-bw-schema" : "--l3-cache-schema";
    if (old == null || !new Rdt(machine.files()).hasGroup(old, container.id())) {
      throw new OciException(
          option
              + ": container \""
              + container.id()
              + "\" has no group of resctrl; make it with linux.intelRdt, after: mount -t resctrl"
              + " resctrl /sys/fs/resctrl");
    }
    JsonValue.Obj group = ResourceChange.member(linux, "intelRdt");
    if (!cache.isEmpty()) {
      group.put("l3CacheSchema", new JsonValue.Str(cache));
    }
    if (!bandwidth.isEmpty()) {
      group.put("memBwSchema", new JsonValue.Str(bandwidth));
    }
    return new IntelRdt(
        old.closId(),
        List.of(),
        cache.isEmpty() ? null : cache,
        bandwidth.isEmpty() ? null : bandwidth,
        old.enableMonitoring());
  }
}

package dev.jaula.spec;

import dev.jaula.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code jaula inspect} prints: containers with the names and shapes of docker inspect. */
public final class DockerInspect {
  private static final int INDENT = 4;

  private DockerInspect() {}

  /**
   * One container.
   *
   * @param spec what it was made from, for its limits; null when that is not at hand
   */
  public record Container(ContainerState state, Status status, @Nullable Spec spec) {}

  /** An array of the containers in their order, indented as Docker does, with a last newline. */
  public static String write(List<Container> containers) {
    JsonText out = JsonText.indented(INDENT).array();
    for (Container container : containers) {
      container(container, out);
    }
    return out.endArray() + "\n";
  }

  private static void container(Container container, JsonText out) {
    ContainerState state = container.state();
    List<String> args = state.process().args();
    out.object().member("Id", state.id()).member("Created", state.created().text());
    out.member("Path", args.get(0)).member("Args", args.subList(1, args.size()));
    state(container, out);
    out.member("Image", state.image());
    @Nullable String log = state.logPath();
    out.member("LogPath", log == null ? "" : log).member("Name", "/" + state.name());
    out.member("RestartCount", 0).member("Platform", "linux");
    out.name("HostConfig");
    DockerHostConfig.write(state, container.spec(), out);
    out.object("GraphDriver").object("Data").member("MergedDir", state.root()).endObject();
    out.endObject();
    mounts(state, out);
    config(container, out);
    out.object("NetworkSettings").object("Ports").endObject().object("Networks").endObject();
    out.endObject().endObject();
  }

  private static void state(Container container, JsonText out) {
    ContainerState state = container.state();
    Status status = container.status();
    @Nullable Exit exit = state.exit();
    out.object("State").member("Status", status.dockerName());
    out.member("Running", status.isAlive()).member("Paused", status == Status.PAUSED);
    out.member("Restarting", false).member("OOMKilled", exit != null && exit.oomKilled());
    out.member("Dead", false).member("Pid", status.isAlive() ? state.init().pid() : 0);
    out.member("ExitCode", exit == null ? 0 : exit.code()).member("Error", "");
    boolean started = status != Status.CREATED;
    out.member("StartedAt", started ? state.created().text() : Timestamp.NEVER);
    out.member("FinishedAt", exit == null ? Timestamp.NEVER : exit.time().text());
    out.endObject();
  }

  private static void mounts(ContainerState state, JsonText out) {
    out.array("Mounts");
    for (Mount mount : state.mounts()) {
      @Nullable String type = mount.type();
      @Nullable String source = mount.source();
      out.object().member("Type", mount.isBind() ? "bind" : type == null ? "" : type);
      out.member("Source", source == null ? "" : source);
      out.member("Destination", mount.destination());
      out.member("Mode", String.join(",", mount.options()));
      out.member("RW", !mount.options().contains("ro"));
      out.member("Propagation", propagation(mount)).endObject();
    }
    out.endArray();
  }

  private static String propagation(Mount mount) {
    for (String option : mount.options()) {
      switch (option) {
        case "private", "rprivate", "shared", "rshared", "slave", "rslave" -> {
          return option;
        }
        default -> {}
      }
    }
    return mount.isBind() ? "rprivate" : "";
  }

  private static void config(Container container, JsonText out) {
    ContainerState state = container.state();
    @Nullable Spec spec = container.spec();
    @Nullable String domain = spec == null ? null : spec.domainname();
    @Nullable String host = state.hostname();
    Process process = state.process();
    out.object("Config").member("Hostname", host == null ? "" : host);
    out.member("Domainname", domain == null ? "" : domain).member("User", user(process.user()));
    out.member("Tty", process.terminal()).member("Env", process.env());
    out.member("Cmd", process.args()).member("Image", state.image());
    out.member("WorkingDir", process.cwd()).name("Entrypoint").nothing();
    SpecWriter.map("Labels", state.labels(), out);
    out.endObject();
  }

  /** Docker's empty string for root. */
  private static String user(User user) {
    if (user.uid() == 0 && user.gid() == 0) {
      return "";
    }
    return (user.uid() & 0xffffffffL) + ":" + (user.gid() & 0xffffffffL);
  }
}

package dev.jaula.plan;

import dev.jaula.linux.Mounts;
import dev.jaula.linux.Words;
import dev.jaula.plan.HostFacts.RootEntry;
import dev.jaula.spec.Annotations;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/** The root file system: put together on the scratch directory, entered, and closed off. */
final class RootSteps {
  /**
   * What of the host's root is never shown: other people's files, and what is mounted anew anyway.
   */
  private static final List<String> EMPTY =
      List.of("home", "root", "run", "tmp", "proc", "sys", "dev", "mnt", "media", "lost+found");

  /** What mount(2) takes: a page. */
  private static final int LONGEST = 4095;

  private final Spec spec;
  private final String scratch;
  private final HostFacts facts;
  private final Trees trees;

  RootSteps(Spec spec, HostFacts facts, Trees trees) {
    this.trees = trees;
    this.spec = spec;
    this.facts = facts;
    this.scratch = facts.scratch();
  }

  /** Keeps the container's mounts from the host's namespace. */
  void isolate(List<Step.Init> steps) {
    String propagation = spec.linux().rootfsPropagation();
    boolean isPrivate = propagation.equals("private") || propagation.equals("rprivate");
    boolean shared = propagation.equals("shared") || propagation.equals("rshared");
    long flags = isPrivate ? Mounts.MS_PRIVATE : shared ? Mounts.MS_SHARED : Mounts.MS_SLAVE;
    steps.add(new Step.SetPropagation("/", Mounts.MS_REC | flags));
  }

  /** needsLayers is whether volumes want an upper layer in memory too. */
  void assemble(List<Step.Caller> caller, List<Step.Init> steps, boolean needsLayers) {
    String path = spec.root().path();
    if (Planner.mapsFiles(spec, facts)) {
      mapped(caller, steps, path);
    } else if (path.equals("/") && Planner.isOurs(spec)) {
      hostRoot(steps);
    } else if (Planner.discards(spec)) {
      layer(steps, path);
    } else {
      String target = needsLayers ? scratch + "/root" : scratch;
      if (needsLayers) {
        scratchLayer(steps);
      }
      steps.add(new Step.Mount("bind", path, target, Mounts.MS_BIND | Mounts.MS_REC, ""));
      steps.add(new Step.EnterRoot(target));
    }
  }

  private void scratchLayer(List<Step.Init> steps) {
    steps.add(new Step.Mount("tmpfs", "tmpfs", scratch, Mounts.MS_NODEV, "mode=0755"));
    steps.add(new Step.MakeDirectory(scratch + "/upper", 0755));
    steps.add(new Step.MakeDirectory(scratch + "/work", 0755));
    steps.add(new Step.MakeDirectory(scratch + "/root", 0755));
  }

  /** The directory below an overlay whose upper layer is in memory. */
  private void layer(List<Step.Init> steps, String path) {
    scratchLayer(steps);
    steps.add(image(layers(path)));
    steps.add(new Step.EnterRoot(scratch + "/root"));
  }

  /** The directory, and below it an image's further layers. */
  private List<String> layers(String path) {
    String further = spec.annotation(Annotations.LAYERS);
    if (further == null) {
      return List.of(path);
    }
    List<String> layers = new ArrayList<>(List.of(path));
    layers.addAll(Words.split(further, '\n'));
    return layers;
  }

  /** Where upper and work are: in memory, unless the changes shall outlive the container. */
  private String changes() {
    String kept = spec.annotation(Annotations.CHANGES);
    return kept == null || Planner.mapsFiles(spec, facts) ? scratch : kept;
  }

  private Step.Mount image(List<String> layers) {
    StringBuilder lower = new StringBuilder();
    for (String layer : layers) {
      lower.append(lower.isEmpty() ? "" : ":").append(escape(layer));
    }
    Step.Mount mount =
        joined(spec, changes(), lower.toString(), "/upper", "/work", scratch + "/root");
    if (mount.data().length() > LONGEST) {
      throw new PlanException(
          "the image has "
              + layers.size()
              + " layers, whose paths are too long for one mount; keep the store at a shorter path (JAULA_ROOT)");
    }
    return mount;
  }

  /** The directory with its owners mapped, below an overlay unless changes are to be kept. */
  private void mapped(List<Step.Caller> caller, List<Step.Init> steps, String path) {
    if (path.equals("/")) {
      throw new PlanException(
          "host shows this machine's files with their owners: leave --userns, --uidmap and --gidmap out, or give a directory");
    }
    scratchLayer(steps);
    if (Planner.discards(spec)) {
      List<String> lower = new ArrayList<>();
      for (String layer : layers(path)) {
        String target = scratch + "/lower" + (lower.isEmpty() ? "" : lower.size());
        mapped(caller, steps, layer, target);
        lower.add(target);
      }
      steps.add(image(lower));
    } else {
      mapped(caller, steps, path, scratch + "/root");
    }
    steps.add(new Step.EnterRoot(scratch + "/root"));
  }

  private void mapped(List<Step.Caller> caller, List<Step.Init> steps, String path, String target) {
    int slot = trees.next();
    caller.add(new Step.MapTree(path, false));
    steps.add(new Step.ReceiveTree(slot, path));
    steps.add(new Step.MakeDirectory(target, 0755));
    steps.add(new Step.AttachTree(slot, path, target, 0, false, 0));
  }

  static Step.Mount overlay(
      Spec spec, String scratch, String lower, String upper, String work, String target) {
    return joined(spec, scratch, escape(lower), upper, work, target);
  }

  /** lower is escaped already, or several with colons between them. */
  private static Step.Mount joined(
      Spec spec, String changes, String lower, String upper, String work, String target) {
    // inside a user namespace trusted.* attributes cannot be set (kernel: filesystems/overlayfs)
    String attributes = Planner.hasUserNamespace(spec) ? ",userxattr" : "";
    String data =
        "lowerdir="
            + lower
            + ",upperdir="
            + escape(changes + upper)
            + ",workdir="
            + escape(changes + work)
            + attributes;
    return new Step.Mount("overlay", "overlay", target, 0, data);
  }

  /** Commas and colons separate overlay's options. */
  static String escape(String path) {
    if (path.indexOf(',') < 0 && path.indexOf(':') < 0 && path.indexOf('\\') < 0) {
      return path;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == ',' || c == ':' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    return text.toString();
  }

  /**
   * The host's own root, entry by entry: one overlay over / would miss what is mounted below it,
   * and is refused in a user namespace, where those mounts are locked.
   */
  private void hostRoot(List<Step.Init> steps) {
    scratchLayer(steps);
    for (RootEntry entry : facts.hostRoot()) {
      String target = scratch + "/root/" + entry.name();
      if (entry.link() != null) {
        steps.add(new Step.MakeLink(entry.link(), target));
      } else if (entry.isDirectory()) {
        hostDirectory(steps, entry, target);
      }
    }
    steps.add(
        new Step.Mount(
            "bind", scratch + "/root", scratch + "/root", Mounts.MS_BIND | Mounts.MS_REC, ""));
    steps.add(new Step.EnterRoot(scratch + "/root"));
  }

  private void hostDirectory(List<Step.Init> steps, RootEntry entry, String target) {
    steps.add(new Step.MakeDirectory(target, entry.name().equals("tmp") ? 01777 : 0755));
    if (EMPTY.contains(entry.name())) {
      return;
    }
    if (entry.hasMounts() || spec.root().readonly()) {
      steps.add(
          new Step.Mount("bind", "/" + entry.name(), target, Mounts.MS_BIND | Mounts.MS_REC, ""));
      steps.add(new Step.ProtectPath(target));
      return;
    }
    steps.add(new Step.MakeDirectory(scratch + "/upper/" + entry.name(), 0755));
    steps.add(new Step.MakeDirectory(scratch + "/work/" + entry.name(), 0755));
    steps.add(
        overlay(
            spec,
            scratch,
            "/" + entry.name(),
            "/upper/" + entry.name(),
            "/work/" + entry.name(),
            target));
  }

  /**
   * After all mounts: the host's file system is let go, and the root made read-only when it shall
   * be.
   */
  void settle(List<Step.Init> steps) {
    if (spec.root().readonly()) {
      steps.add(new Step.ProtectRoot());
    }
  }
}

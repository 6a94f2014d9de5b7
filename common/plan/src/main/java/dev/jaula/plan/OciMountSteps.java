package dev.jaula.plan;

import dev.jaula.linux.Mounts;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Linux;
import dev.jaula.spec.Mount;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every option of a config.json's mounts. {@link Planner} is given plain mounts, and what their
 * options say is put into its plan afterwards, so that Jaula's own commands do without all this.
 */
public final class OciMountSteps {
  /** mount(2) takes a page at most, and fails without saying why beyond it. */
  private static final int PAGE = 4096;

  /** Files of a procfs that may be covered, as lxcfs does (runc, validProcMounts). */
  private static final List<String> PROC =
      List.of(
          "/proc/cpuinfo",
          "/proc/diskstats",
          "/proc/meminfo",
          "/proc/stat",
          "/proc/swaps",
          "/proc/uptime",
          "/proc/loadavg",
          "/proc/slabinfo",
          "/proc/sys/kernel/ns_last_pid",
          "/proc/sys/crypto/fips_enabled");

  private final Spec spec;
  private final List<Step.Caller> caller;
  private final List<Step.Init> init;
  private final List<Step.Caller> maps = new ArrayList<>();
  private final String scratch;
  private int trees;

  /** trees is how many slots the plan has already. */
  OciMountSteps(
      Spec spec, String scratch, int trees, List<Step.Caller> caller, List<Step.Init> init) {
    this.spec = spec;
    this.scratch = scratch;
    this.trees = trees;
    this.caller = caller;
    this.init = init;
  }

  /** The mounts without options, but for those of cgroups, which others plan. */
  static List<Mount> plain(List<Mount> mounts, Map<String, String> links) {
    List<Mount> plain = new ArrayList<>();
    for (Mount mount : mounts) {
      if ("cgroup".equals(mount.type())) {
        plain.add(mount);
      } else if (!links.containsKey(mount.destination())) {
        plain.add(plain(mount));
      }
    }
    return plain;
  }

  private static Mount plain(Mount mount) {
    OciMountOptions options = OciMountOptions.of(mount.options());
    if (options.isRemount() || !mount.isBind()) {
      // an overlay whose source is a path is not a layer of Jaula's own
      String source = "overlay".equals(mount.type()) ? "overlay" : mount.source();
      String type = mount.isBind() || mount.type() == null ? "none" : mount.type();
      return new Mount(mount.destination(), type, source, List.of());
    }
    String word = options.recursive() ? "rbind" : "bind";
    return new Mount(mount.destination(), "bind", mount.source(), List.of(word));
  }

  /**
   * Puts the options of all mounts into the plan.
   *
   * @param links destinations that are links, with where they lead to
   */
  void apply(Map<String, String> links) {
    for (Mount mount : spec.mounts()) {
      OciMountOptions options = OciMountOptions.of(mount.options());
      @Nullable String link = links.get(mount.destination());
      refuseProc(mount);
      if (link != null) {
        init.add(end(), new Step.OciInit(new OciStep.CopyLink(link, mount.destination())));
      } else if (mount.isBind() && !options.isRemount()) {
        bind(mount, options);
      } else if (!"cgroup".equals(mount.type())) {
        mount(mount, options);
      }
    }
    send();
  }

  /** What lies over procfs could make writes to it do nothing (CVE-2019-16884, CVE-2025-52881). */
  public static void refuseProc(Mount mount) {
    String target = mount.destination();
    if (target.startsWith("/proc/") && !PROC.contains(target)) {
      throw new PlanException(
          "\"" + target + "\" cannot be mounted because it is inside /proc; mount it elsewhere");
    }
    if (target.equals("/proc") && !mount.isBind() && !"proc".equals(mount.type())) {
      throw new PlanException(
          "\"/proc\" cannot be mounted because it is not of type proc; give it type proc");
    }
  }

  /** Links come when all mounts are there. */
  private int end() {
    int at = init.size();
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.Mount
          || init.get(i) instanceof Step.AttachTree
          || init.get(i) instanceof Step.OciInit) {
        at = i + 1;
      }
    }
    return at;
  }

  private void bind(Mount mount, OciMountOptions options) {
    int at = attached(mount);
    if (!(init.get(at) instanceof Step.AttachTree tree)) {
      return;
    }
    init.remove(at);
    String source = tree.source();
    init.add(
        at,
        new Step.OciInit(
            new OciStep.Attach(
                tree.slot(),
                source,
                tree.target(),
                options.propagation(),
                options.followTarget())));
    // as in runc, what is said of the whole tree comes last
    set(at, tree, options.treeSet(), options.treeClear(), true);
    set(at, tree, options.set(), options.clear(), false);
    int opened = opened(tree.slot());
    if (options.idmap() || !mount.uidMappings().isEmpty()) {
      init.set(opened, new Step.ReceiveTree(tree.slot(), source));
      maps.add(new Step.OciCaller(map(mount, options)));
    } else if (!options.followSource()) {
      init.set(opened, new Step.OciInit(new OciStep.OpenLink(tree.slot(), source)));
    }
  }

  private void set(int at, Step.AttachTree tree, long set, long clear, boolean recursive) {
    if ((set | clear) != 0) {
      init.add(
          at,
          new Step.OciInit(new OciStep.SetTree(tree.slot(), tree.source(), set, clear, recursive)));
    }
  }

  private int attached(Mount mount) {
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.AttachTree tree
          && tree.target().equals(mount.destination())
          && tree.source().equals(mount.source())) {
        return i;
      }
    }
    throw new IllegalStateException("no step for " + mount.destination());
  }

  private int opened(int slot) {
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.OpenTree tree && tree.slot() == slot) {
        return i;
      }
    }
    throw new IllegalStateException("no step opens tree " + slot);
  }

  /** The mount's own ranges, else those of the container. */
  private OciStep.MapMount map(Mount mount, OciMountOptions options) {
    Linux linux = spec.linux();
    List<IdMapping> uids = mount.uidMappings();
    List<IdMapping> gids = mount.gidMappings();
    @Nullable String words = options.mapping();
    if (words != null) {
      IdMapWords ranges = IdMapWords.parse(words, linux);
      uids = ranges.uids();
      gids = ranges.gids();
    } else if (uids.isEmpty()) {
      uids = linux.uidMappings();
      gids = linux.gidMappings();
    }
    if (uids.isEmpty()) {
      throw new PlanException(
          "mount on "
              + mount.destination()
              + ": idmap needs a mapping; add uidMappings and gidMappings to the mount");
    }
    return new OciStep.MapMount(
        String.valueOf(mount.source()), options.recursive(), options.mapsTree(), uids, gids);
  }

  /** Trees are sent in the order in which init takes them, behind those that are sent already. */
  private void send() {
    int at = caller.size();
    for (int i = 0; i < caller.size(); i++) {
      if (caller.get(i) instanceof Step.MapTree) {
        at = i + 1;
      }
    }
    caller.addAll(at, maps);
  }

  private void mount(Mount mount, OciMountOptions options) {
    int at = mounted(mount);
    if (!(init.get(at) instanceof Step.Mount plain)) {
      return;
    }
    boolean bind = mount.isBind();
    String type = bind ? "bind" : plain.type();
    String source = mount.source() == null ? plain.source() : mount.source();
    long flags = options.flags() | (bind ? Mounts.MS_BIND : 0);
    String data = label(type, options.data());
    if (data.length() >= PAGE) {
      throw new PlanException(
          "mount on "
              + mount.destination()
              + ": its options are longer than a page of memory, "
              + PAGE
              + " bytes; the kernel takes no more (CVE-2021-43784)");
    }
    Step.Mount whole = new Step.Mount(type, source, plain.target(), flags, data);
    if (namesHost(mount) && !options.isRemount()) {
      outside(at, whole, options);
      return;
    }
    init.set(at, memory(whole, options.copyUp()));
    @Nullable String label = spec.linux().mountLabel();
    if (label != null && type.equals("mqueue") && !options.isRemount()) {
      init.add(at + 1, new Step.OciInit(new OciStep.LabelMount(plain.target(), label)));
    }
    if (options.propagation() != 0) {
      init.add(at + 1, new Step.SetPropagation(plain.target(), options.propagation()));
    }
  }

  /** How many slots there are now. */
  int trees() {
    return trees;
  }

  /** A device, a file, or the layers of an overlay: none can be seen once the root has changed. */
  private static boolean namesHost(Mount mount) {
    @Nullable String source = mount.source();
    return "overlay".equals(mount.type()) || source != null && source.startsWith("/");
  }

  private void outside(int at, Step.Mount mount, OciMountOptions options) {
    int slot = trees++;
    String target = mount.target();
    init.set(
        at,
        new Step.OciInit(
            new OciStep.Attach(
                slot, mount.source(), target, options.propagation(), options.followTarget())));
    Step.Mount over =
        new Step.Mount(mount.type(), mount.source(), scratch, mount.flags(), mount.data());
    init.add(leaves(), new Step.OciInit(new OciStep.MountOutside(slot, over)));
  }

  /** The last moment at which the host is in sight, and nothing has been called yet. */
  private int leaves() {
    for (int i = 0; i < init.size(); i++) {
      Step.Init step = init.get(i);
      if (step instanceof Step.AskHooks
          || step instanceof Step.RunHooks
          || step instanceof Step.PivotRoot) {
        return i;
      }
    }
    throw new IllegalStateException("a plan without PivotRoot");
  }

  /** As runc, a tmpfs looks like what it covers unless its mode is given. */
  private static Step.Init memory(Step.Mount mount, boolean copies) {
    boolean memory = mount.type().equals("tmpfs") && (mount.flags() & Mounts.MS_REMOUNT) == 0;
    if (copies && !memory) {
      throw new PlanException(
          "mount on " + mount.target() + ": tmpcopyup goes with type tmpfs only; remove it");
    }
    boolean hasMode = ("," + mount.data()).contains(",mode=");
    return memory && (copies || !hasMode)
        ? new Step.OciInit(new OciStep.MountTmpfs(mount, copies))
        : mount;
  }

  private int mounted(Mount mount) {
    String type = mount.isBind() || mount.type() == null ? "none" : mount.type();
    int found = -1;
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.Mount step
          && step.target().equals(mount.destination())
          && step.type().equals(type)) {
        if (step.flags() == 0 && step.data().isEmpty()) {
          return i;
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalStateException("no step for " + mount.destination());
    }
    return found;
  }

  /** As runc: file systems of the kernel's own take no context; mqueue is labelled afterwards. */
  private String label(String type, String data) {
    @Nullable String label = spec.linux().mountLabel();
    if (label == null
        || type.equals("bind")
        || type.equals("proc")
        || type.equals("sysfs")
        || type.equals("mqueue")
        || type.startsWith("cgroup")) {
      return data;
    }
    String context = "context=\"" + label + "\"";
    return data.isEmpty() ? context : data + "," + context;
  }
}

package dev.jaula.plan;

import dev.jaula.linux.Mounts;
import dev.jaula.spec.Device;
import dev.jaula.spec.ExecCpuAffinity;
import dev.jaula.spec.IntelRdt;
import dev.jaula.spec.Linux;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Process;
import dev.jaula.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a plan what config.json asks for and Jaula's own commands do not: a pure function, too.
 * The planner is given {@link #plain} and its plan then {@link #complete completed}.
 */
public final class OciPlan {
  private final Spec spec;
  private final OciWishes wishes;
  private final List<Step.Caller> caller;
  private final List<Step.Init> init;
  private int trees;

  private OciPlan(Plan plan, Spec spec, OciWishes wishes) {
    this.spec = spec;
    this.wishes = wishes;
    this.caller = new ArrayList<>(plan.caller());
    this.init = new ArrayList<>(plan.init());
    this.trees = plan.trees();
  }

  /**
   * The spec without what is added afterwards.
   *
   * @throws PlanException when the parts of it would harm the host
   */
  public static Spec plain(Spec spec, OciWishes wishes) {
    Linux linux = spec.linux();
    if (linux.namespace(NamespaceType.MOUNT) == null) {
      throw new PlanException(
          "linux.namespaces: a container needs a mount namespace, or the host's own root would"
              + " change; add {\"type\": \"mount\"}");
    }
    boolean named = spec.hostname() != null || spec.domainname() != null;
    if (named && linux.namespace(NamespaceType.UTS) == null) {
      throw new PlanException(
          "hostname: would rename the host; add {\"type\": \"uts\"} to linux.namespaces");
    }
    return spec.with(spec.process(), OciMountSteps.plain(spec.mounts(), wishes.links()));
  }

  /**
   * The plan of a start with all that the spec says.
   *
   * @param plan made of what {@link #plain} gave
   */
  public static Plan complete(Plan plan, Spec spec, HostFacts facts, OciWishes wishes) {
    OciPlan whole = new OciPlan(plan, spec, wishes);
    OciMountSteps mounts =
        new OciMountSteps(spec, facts.scratch(), plan.trees(), whole.caller, whole.init);
    mounts.apply(wishes.links());
    whole.trees = mounts.trees();
    whole.score();
    whole.own();
    whole.propagate();
    if (spec.linux().isNew(NamespaceType.MOUNT)) {
      whole.spread();
    } else {
      whole.keepRoot();
    }
    whole.callOn(facts);
    new OciProcessSteps(wishes, spec.linux(), spec.needProcess(), whole.init).apply();
    return new Plan(whole.caller, whole.init, whole.trees);
  }

  /** The plan of a further process with all that its description says. */
  public static Plan exec(Plan plan, Process process, Spec spec, OciWishes wishes) {
    OciPlan whole = new OciPlan(plan, spec, wishes);
    whole.lend(process);
    new OciProcessSteps(wishes, spec.linux(), process, whole.init).apply();
    return new Plan(whole.caller, whole.init, whole.trees);
  }

  /**
   * Where nothing else makes init wait for its caller, the command could be executed before the
   * caller gets to its score.
   */
  private void score() {
    @Nullable Integer score = spec.needProcess().oomScoreAdj();
    if (score != null && !init.contains(new Step.AwaitMaps())) {
      caller.remove(new Step.AdjustOom(score));
      init.add(1, new Step.OciInit(new OciStep.ScoreSelf(score)));
    }
  }

  /** Devices that are not root's. */
  private void own() {
    for (Device device : spec.linux().devices()) {
      for (int i = 0; i < init.size(); i++) {
        if (init.get(i) instanceof Step.MakeNode node
            && node.path().equals(device.path())
            && (device.uid() != 0 || device.gid() != 0)) {
          OciStep.OwnNode own = new OciStep.OwnNode(device.path(), device.uid(), device.gid());
          init.add(i + 1, new Step.OciInit(own));
        }
      }
    }
  }

  /**
   * Where mounts shall flow back to the host, the sources are opened while they still are the
   * host's peers; the namespace itself never stays one, or the host would lose its root with the
   * container's (man 7 mount_namespaces).
   */
  private void propagate() {
    int first = -1;
    for (int i = 0; i < init.size(); i++) {
      Step.Init step = init.get(i);
      if (first < 0 && step instanceof Step.SetPropagation all && all.path().equals("/")) {
        first = i;
        if ((all.flags() & Mounts.MS_PRIVATE) != 0) {
          return;
        }
        long slave = Mounts.MS_REC | Mounts.MS_SLAVE;
        init.set(i, new Step.SetPropagation("/", slave));
      } else if (first >= 0 && isShared() && opens(step)) {
        init.remove(i);
        init.add(first++, step);
      }
    }
  }

  private boolean isShared() {
    String word = spec.linux().rootfsPropagation();
    return word.equals("shared") || word.equals("rshared");
  }

  private static boolean opens(Step.Init step) {
    return step instanceof Step.OpenTree
        || step instanceof Step.OciInit oci && oci.step() instanceof OciStep.OpenLink;
  }

  /** The root's own propagation, when all else is mounted. */
  private void spread() {
    String word = spec.linux().rootfsPropagation();
    boolean tree = word.startsWith("r");
    long kind =
        switch (tree ? word.substring(1) : word) {
          case "shared" -> Mounts.MS_SHARED;
          case "unbindable" -> Mounts.MS_UNBINDABLE;
          default -> 0;
        };
    if (kind != 0) {
      long flags = kind | (tree ? Mounts.MS_REC : 0);
      init.add(OciProcessSteps.begin(init), new Step.SetPropagation("/", flags));
    }
  }

  /** A mount namespace that is joined has its root and its mounts already. */
  private void keepRoot() {
    List<Step.Init> kept = new ArrayList<>();
    for (Step.Init step : init) {
      boolean mounts =
          step instanceof Step.SetPropagation
              || step instanceof Step.MakeDirectory
              || step instanceof Step.Mount
              || step instanceof Step.OpenTree
              || step instanceof Step.ReceiveTree
              || step instanceof Step.AttachTree
              || step instanceof Step.OciInit
              || step instanceof Step.EnterRoot
              || step instanceof Step.PivotRoot
              || step instanceof Step.DetachOldRoot
              || step instanceof Step.MakeLink
              || step instanceof Step.MakeNode
              || step instanceof Step.MaskPath
              || step instanceof Step.ProtectPath
              || step instanceof Step.ProtectRoot;
      if (!mounts) {
        kept.add(step);
      }
    }
    init.clear();
    init.addAll(kept);
    caller.removeIf(
        step -> step instanceof Step.OciCaller oci && oci.step() instanceof OciStep.MapMount);
  }

  /** What the caller does for init meanwhile. */
  private void callOn(HostFacts facts) {
    List<OciStep.Caller> calls = new ArrayList<>();
    Map<String, String> devices = spec.linux().netDevices();
    if (!devices.isEmpty()) {
      calls.add(new OciStep.MoveDevices(devices, network(facts)));
    }
    @Nullable IntelRdt rdt = spec.linux().intelRdt();
    if (rdt != null) {
      calls.add(new OciStep.JoinRdt(wishes.id(), rdt));
    }
    if (!calls.isEmpty()) {
      init.add(settled(), new Step.OciInit(new OciStep.AskCaller(calls)));
    }
  }

  private @Nullable String network(HostFacts facts) {
    @Nullable Namespace network = spec.linux().namespace(NamespaceType.NETWORK);
    if (network == null) {
      throw new PlanException(
          "linux.netDevices: need a network namespace; add {\"type\": \"network\"} to"
              + " linux.namespaces");
    }
    if (!facts.isRoot()) {
      throw new PlanException(
          "linux.netDevices: only root may take devices of the host; remove them, or run as root");
    }
    return network.path();
  }

  /** Where init is in all its namespaces, and still sees the host. */
  private int settled() {
    for (int i = 0; i < init.size(); i++) {
      if (init.get(i) instanceof Step.NewSession) {
        return i + 1;
      }
    }
    return 0;
  }

  /** What a process inherits, as the caller is out of reach of its files once it is inside. */
  private void lend(Process process) {
    @Nullable Integer score = process.oomScoreAdj();
    if (score != null) {
      caller.add(0, new Step.OciCaller(new OciStep.LendOom(score)));
      caller.add(new Step.OciCaller(new OciStep.RestoreOom()));
    }
    @Nullable ExecCpuAffinity affinity = process.execCpuAffinity();
    if (affinity == null) {
      return;
    }
    @Nullable String initial = affinity.initialCpus();
    if (initial != null) {
      caller.add(0, new Step.OciCaller(new OciStep.LendProcessors(initial)));
    }
    if (initial != null || affinity.finalCpus() != null) {
      int at = !init.isEmpty() && init.get(0) instanceof Step.JoinCgroups ? 1 : 0;
      init.add(at, new Step.OciInit(new OciStep.UseProcessors(affinity.finalCpus())));
    }
  }
}

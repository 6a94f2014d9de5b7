package dev.jaula.plan;

import dev.jaula.spec.IdMapping;
import dev.jaula.spec.Namespace;
import dev.jaula.spec.NamespaceType;
import dev.jaula.spec.Spec;
import dev.jaula.spec.TimeOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which namespaces are made by clone, which are joined, and when. */
final class Namespaces {
  private final Spec spec;
  private final HostFacts facts;

  Namespaces(Spec spec, HostFacts facts) {
    this.spec = spec;
    this.facts = facts;
  }

  /** All but the cgroup namespace, which must see both ends of the move into the cgroup. */
  void joinByCaller(List<Step.Caller> steps) {
    List<Step.Joined> joined = new ArrayList<>();
    for (Namespace namespace : spec.linux().namespaces()) {
      String path = namespace.path();
      if (path != null && namespace.type() != NamespaceType.CGROUP) {
        joined.add(new Step.Joined(namespace.type(), path));
      }
    }
    if (!joined.isEmpty()) {
      steps.add(new Step.JoinNamespaces(joined));
    }
  }

  void clone(List<Step.Caller> steps, @Nullable String cgroup) {
    List<NamespaceType> made = new ArrayList<>();
    for (NamespaceType type : NamespaceType.values()) {
      if (spec.linux().isNew(type) && isMadeByClone(type, cgroup)) {
        made.add(type);
      }
    }
    steps.add(new Step.CloneInit(made, cgroup));
  }

  /**
   * Clone makes all but two: a cgroup namespace has the cgroup as its root that its maker is in, so
   * on v1 it comes after the join; a time namespace takes its offsets only before somebody is in
   * it.
   */
  private static boolean isMadeByClone(NamespaceType type, @Nullable String cgroup) {
    return switch (type) {
      case CGROUP -> cgroup != null;
      case TIME -> false;
      case USER, MOUNT, PID, NETWORK, UTS, IPC -> true;
    };
  }

  void mapIds(List<Step.Caller> steps) {
    if (!spec.linux().isNew(NamespaceType.USER)) {
      return;
    }
    List<IdMapping> uids = spec.linux().uidMappings();
    List<IdMapping> gids = spec.linux().gidMappings();
    boolean single = isOwn(uids, facts.uid()) && isOwn(gids, facts.gid());
    // without privilege one may map only oneself, and must give setgroups up (man 7
    // user_namespaces)
    steps.add(new Step.MapIds(uids, gids, !facts.isRoot() && single, !facts.isRoot() && !single));
  }

  private static boolean isOwn(List<IdMapping> mappings, int id) {
    return mappings.size() == 1 && mappings.get(0).size() == 1 && mappings.get(0).hostId() == id;
  }

  void join(List<Step.Init> steps) {
    for (Namespace namespace : spec.linux().namespaces()) {
      if (namespace.path() != null && namespace.type() == NamespaceType.CGROUP) {
        steps.add(new Step.JoinNamespace(namespace.type(), namespace.path()));
      }
    }
  }

  /** What must happen inside before anything is made there. */
  void settle(List<Step.Init> steps) {
    if (spec.linux().isNew(NamespaceType.USER)) {
      steps.add(new Step.AwaitMaps());
    }
    List<IdMapping> uids = spec.linux().uidMappings();
    if (Planner.hasUserNamespace(spec) && !uids.isEmpty() && uids.get(0).hostId() != facts.uid()) {
      steps.add(new Step.BecomeRoot());
    }
    if (spec.linux().isNew(NamespaceType.CGROUP) && !facts.hierarchies().isUnified()
        || spec.linux().isNew(NamespaceType.CGROUP) && !facts.cgroup().isAvailable()) {
      steps.add(new Step.Unshare(NamespaceType.CGROUP));
    }
    if (spec.linux().isNew(NamespaceType.TIME)) {
      steps.add(new Step.Unshare(NamespaceType.TIME));
      if (!spec.linux().timeOffsets().isEmpty()) {
        steps.add(new Step.SetTimeOffsets(offsets()));
      }
    }
  }

  private String offsets() {
    StringBuilder text = new StringBuilder();
    for (TimeOffset offset : spec.linux().timeOffsets()) {
      text.append(offset.clock()).append(' ').append(offset.seconds()).append(' ');
      text.append(offset.nanoseconds()).append('\n');
    }
    return text.toString();
  }
}

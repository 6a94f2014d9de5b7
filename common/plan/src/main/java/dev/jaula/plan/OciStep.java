package dev.jaula.plan;

import dev.jaula.linux.Errno;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.IntelRdt;
import dev.jaula.spec.IoPriority;
import dev.jaula.spec.MemoryPolicy;
import dev.jaula.spec.Personality;
import dev.jaula.spec.Scheduler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Steps that only an OCI config.json asks for. Each explains itself, and who performs them is given
 * with the plan, so that a program whose plans have none is built without them.
 */
public sealed interface OciStep {
  /** What it is for, and what a person would type. */
  Explanation explanation();

  /** What to do about its failure; empty where nothing is known. */
  default String remedy(int errno) {
    return "";
  }

  /** Steps of the process that was called. */
  sealed interface Caller extends OciStep {}

  /** Steps of the process that becomes the container. */
  sealed interface Init extends OciStep {}

  /** Takes a score on that the process to be made inherits (man 5 proc, oom_score_adj). */
  record LendOom(int score) implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.lendOom(score);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.OOM;
    }
  }

  /** Takes the caller's own score back. */
  record RestoreOom() implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.restoreOom();
    }
  }

  /** Binds the caller, and so the process to be made, to processors (man 2 sched_setaffinity). */
  record LendProcessors(String cpus) implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.processors(cpus);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.PROCESSORS;
    }
  }

  /**
   * Moves network devices of the host into the container's namespace; each name of the host has the
   * name inside as its value.
   *
   * @param namespace the file of a namespace that is joined, or null for init's own
   */
  record MoveDevices(Map<String, String> devices, @Nullable String namespace) implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.moveDevices(this);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.DEVICES;
    }
  }

  /**
   * Puts init into a group of resctrl (kernel: arch/x86/resctrl.rst).
   *
   * @param id the container's, and the group's where the rules name none
   */
  record JoinRdt(String id, IntelRdt rules) implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.joinRdt(this);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.RDT;
    }
  }

  /** Opens a tree of the host with owners mapped as the mount says, and hands it to init. */
  record MapMount(
      String source, boolean recursive, boolean mapsAll, List<IdMapping> uids, List<IdMapping> gids)
      implements Caller {
    @Override
    public Explanation explanation() {
      return OciWords.mapMount(this);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.MAPPED;
    }
  }

  /** Asks the caller to do its part now that the namespaces are there, and waits for that. */
  record AskCaller(List<Caller> calls) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.askCaller(this);
    }
  }

  /**
   * A session keyring of the container's own (man 7 session-keyring).
   *
   * @param grants what others may do with it, see man 7 keyrings
   * @param label its SELinux label, or null
   */
  record JoinKeyring(String name, int grants, @Nullable String label) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.joinKeyring(this);
    }

    @Override
    public String remedy(int errno) {
      return label != null && errno == Errno.EINVAL
          ? OciWords.unknown("process.selinuxLabel", label)
          : OciWords.KEYRING;
    }
  }

  /** Binds this process to processors; null for all that its cgroup allows. */
  record UseProcessors(@Nullable String cpus) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.processors(cpus == null ? "all" : cpus);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.PROCESSORS;
    }
  }

  record SetScheduler(Scheduler scheduler) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.scheduler(scheduler);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.schedulerRemedy(errno);
    }
  }

  record SetIoPriority(IoPriority priority) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.ioPriority(priority);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.IO_PRIORITY;
    }
  }

  record SetPersonality(Personality personality) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.personality(personality);
    }
  }

  record SetMemoryPolicy(MemoryPolicy policy) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.memoryPolicy(policy);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.MEMORY_POLICY;
    }
  }

  /** The size of the container's terminal in characters. */
  record SizeTerminal(int rows, int columns) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.sizeTerminal(this);
    }
  }

  /**
   * The label that the command starts with.
   *
   * @param member the JSON path that asks for it
   * @param file below /proc/thread-self/attr
   */
  record SetLabel(String member, String file, String label) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.setLabel(this);
    }

    @Override
    public String remedy(int errno) {
      return file.equals("exec") ? OciWords.unknown(member, label) : OciWords.notLoaded(member);
    }
  }

  /** The label of a mount whose file system takes no context when it is mounted. */
  record LabelMount(String target, String label) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.labelMount(this);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.unknown("linux.mountLabel", label);
    }
  }

  /** Attaches the filter and gives the caller the descriptor of its notifications. */
  record InstallListener() implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.installListener();
    }
  }

  /** Mounts a tmpfs with the mode of the directory that it covers, and its content if asked for. */
  record MountTmpfs(Step.Mount mount, boolean copies) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.mountTmpfs(this);
    }
  }

  /** Sets and clears attributes of an open tree (man 2 mount_setattr). */
  record SetTree(int slot, String source, long set, long clear, boolean recursive) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.setTree(this);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.SET_TREE;
    }
  }

  /** A symbolic link of the host is made anew inside: text is where it leads to. */
  record CopyLink(String text, String path) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.copyLink(this);
    }
  }

  /** Sets the process's own score, while the host's /proc is in sight (man 5 proc). */
  record ScoreSelf(int score) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.lendOom(score);
    }

    @Override
    public String remedy(int errno) {
      return OciWords.OOM;
    }
  }

  /**
   * Mounts a file system whose source or options name paths of the host, over the new root, and
   * takes it away again as an open tree.
   */
  record MountOutside(int slot, Step.Mount mount) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.mountOutside(this);
    }
  }

  /** As {@link Step.OpenTree}, but of a symbolic link itself. */
  record OpenLink(int slot, String source) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.openLink(this);
    }
  }

  /**
   * Attaches an open tree where a path inside leads to, which is opened once and must not be in a
   * procfs unless the path says so.
   *
   * @param propagation an MS_ bit, with MS_REC when recursive; 0 for none
   * @param follow whether the path's last part may be a symbolic link
   */
  record Attach(int slot, String source, String target, long propagation, boolean follow)
      implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.attach(this);
    }
  }

  /** The owner of a device that was made. */
  record OwnNode(String path, int uid, int gid) implements Init {
    @Override
    public Explanation explanation() {
      return OciWords.ownNode(this);
    }
  }
}

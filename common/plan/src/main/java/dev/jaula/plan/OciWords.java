package dev.jaula.plan;

import dev.jaula.cgroup.Shell;
import dev.jaula.linux.Ascii;
import dev.jaula.linux.Errno;
import dev.jaula.spec.IoPriority;
import dev.jaula.spec.MemoryPolicy;
import dev.jaula.spec.Personality;
import dev.jaula.spec.Scheduler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of {@link OciStep}. */
final class OciWords {
  static final String OOM = "lowering oomScoreAdj needs CAP_SYS_RESOURCE";
  static final String PROCESSORS =
      "none of them is there, or the cgroup's cpuset leaves none: see /sys/devices/system/cpu/online";
  static final String DEVICES =
      "linux.netDevices: the device must be a physical, veth, macvlan or dummy one of this network"
          + " namespace: see ip link";
  static final String RDT =
      "linux.intelRdt: the kernel does not take this: see info/last_cmd_status in resctrl";
  static final String MAPPED =
      "its file system cannot be mapped on this kernel, or the tree is mapped already: see man 2"
          + " mount_setattr, ERRORS";
  static final String KEYRING =
      "the quota of keys is used up, or keyctl is denied here: try --no-new-keyring";
  static final String IO_PRIORITY =
      "process.ioPriority: IOPRIO_CLASS_RT needs CAP_SYS_ADMIN or CAP_SYS_NICE on the host";
  static final String MEMORY_POLICY =
      "linux.memoryPolicy: this kernel does not know the mode, or has no such nodes: see"
          + " /sys/devices/system/node/online";
  static final String SET_TREE =
      "a user namespace may not take an attribute away that the host has set";

  private OciWords() {}

  static Explanation lendOom(int score) {
    return new Explanation(
        "how gladly the kernel kills it when memory is short",
        "com que facilidade o kernel o mata quando falta memória",
        "echo " + score + " > /proc/self/oom_score_adj");
  }

  static Explanation restoreOom() {
    return new Explanation(
        "the caller itself stays as it was",
        "quem chamou continua como estava",
        "# its old value, into /proc/self/oom_score_adj");
  }

  static Explanation processors(String cpus) {
    return new Explanation(
        "the processors that it may use",
        "os processadores que pode usar",
        "taskset -pc " + Shell.quote(cpus) + " $$");
  }

  static Explanation moveDevices(OciStep.MoveDevices step) {
    StringBuilder shell = new StringBuilder();
    String where = step.namespace() == null ? "$PID" : Shell.quote(step.namespace());
    for (Map.Entry<String, String> device : step.devices().entrySet()) {
      shell.append(shell.isEmpty() ? "" : "\n").append("# ip link set ");
      shell.append(device.getKey()).append(" netns ").append(where);
      shell.append(" name ").append(device.getValue()).append(" up");
    }
    return new Explanation(
        "network devices of the host, with their addresses, belong to the container",
        "dispositivos de rede do hospedeiro, com seus endereços, passam a ser do contêiner",
        shell.toString());
  }

  static Explanation joinRdt(OciStep.JoinRdt step) {
    String closId = step.rules().closId();
    String group = Shell.quote("/sys/fs/resctrl/" + (closId == null ? step.id() : closId));
    return new Explanation(
        "its share of the processor's cache and memory bandwidth",
        "sua parte do cache e da banda de memória do processador",
        "mkdir -p " + group + "\necho $PID > " + group + "/tasks");
  }

  static Explanation askCaller(OciStep.AskCaller step) {
    StringBuilder en = new StringBuilder();
    StringBuilder pt = new StringBuilder();
    StringBuilder shell = new StringBuilder();
    for (OciStep.Caller call : step.calls()) {
      Explanation one = call.explanation();
      en.append(en.isEmpty() ? "" : "; ").append(one.en());
      pt.append(pt.isEmpty() ? "" : "; ").append(one.pt());
      shell.append(shell.isEmpty() ? "# outside: " : "\n# ").append(one.shell());
    }
    return new Explanation(en.toString(), pt.toString(), shell.toString());
  }

  static Explanation mapMount(OciStep.MapMount step) {
    return new Explanation(
        "its files are seen with other owners",
        "seus arquivos são vistos com outros donos",
        "# mount --bind -o X-mount.idmap=... " + Shell.quote(step.source()));
  }

  static Explanation joinKeyring(OciStep.JoinKeyring step) {
    return new Explanation(
        "a keyring of its own: the caller's keys stay outside",
        "um chaveiro próprio: as chaves de quem chamou ficam fora",
        "# keyctl session " + Shell.quote(step.name()));
  }

  static Explanation scheduler(Scheduler scheduler) {
    String policy = Ascii.lower(scheduler.policy().name());
    return new Explanation(
        "how the processor is shared",
        "como o processador é dividido",
        "chrt --" + policy + " --pid " + scheduler.priority() + " $$");
  }

  static String schedulerRemedy(int errno) {
    return errno == Errno.EPERM
        ? "process.scheduler: needs CAP_SYS_NICE, and on cgroup v1 cpu.rt_runtime_us above 0"
        : "process.scheduler: this kernel does not take these values: see man 2 sched_setattr";
  }

  static Explanation ioPriority(IoPriority priority) {
    return new Explanation(
        "its turn at block devices",
        "sua vez nos dispositivos de bloco",
        "ionice -c " + Ascii.lower(priority.kind().name()) + " -p $$");
  }

  static Explanation personality(Personality personality) {
    return new Explanation(
        "the kind of machine that uname tells of",
        "o tipo de máquina que o uname informa",
        "# setarch " + Ascii.lower(personality.name()));
  }

  static Explanation memoryPolicy(MemoryPolicy policy) {
    @Nullable String nodes = policy.nodes();
    return new Explanation(
        "on which nodes its memory lies",
        "em quais nós fica sua memória",
        "# set_mempolicy " + policy.mode().ociName() + (nodes == null ? "" : " " + nodes));
  }

  static Explanation sizeTerminal(OciStep.SizeTerminal step) {
    return new Explanation(
        "the size of its terminal",
        "o tamanho do seu terminal",
        "stty rows " + step.rows() + " cols " + step.columns());
  }

  static Explanation setLabel(OciStep.SetLabel step) {
    return new Explanation(
        "what the security module lets it do",
        "o que o módulo de segurança lhe permite",
        "echo " + Shell.quote(step.label()) + " > /proc/thread-self/attr/" + step.file());
  }

  static Explanation labelMount(OciStep.LabelMount step) {
    return new Explanation(
        "its label for SELinux",
        "o seu rótulo para o SELinux",
        "chcon " + Shell.quote(step.label()) + " " + Shell.quote(step.target()));
  }

  static String unknown(String member, String label) {
    return member + ": SELinux's policy does not know \"" + label + "\", or does not allow it here";
  }

  static String notLoaded(String member) {
    return member
        + ": AppArmor has no such profile, or does not allow it here; load it with"
        + " apparmor_parser --replace FILE";
  }

  static Explanation installListener() {
    return new Explanation(
        "an agent outside decides about some system calls",
        "um agente externo decide sobre algumas chamadas de sistema",
        "# seccomp(2), SECCOMP_FILTER_FLAG_NEW_LISTENER");
  }

  static Explanation mountTmpfs(OciStep.MountTmpfs step) {
    Explanation plain = Explainer.explain(step.mount());
    if (!step.copies()) {
      return plain;
    }
    return new Explanation(
        "a file system in memory that begins with what it covers",
        "um sistema de arquivos em memória que começa com o que ele cobre",
        plain.shell() + " # with what was in there");
  }

  static Explanation setTree(OciStep.SetTree step) {
    return new Explanation(
        "what may be done with it",
        "o que se pode fazer com ele",
        "# mount_setattr " + Shell.quote(step.source()));
  }

  static Explanation copyLink(OciStep.CopyLink step) {
    return new Explanation(
        "a symbolic link as on the host",
        "um link simbólico como no hospedeiro",
        "ln -s " + Shell.quote(step.text()) + " " + Shell.quote(step.path()));
  }

  static Explanation mountOutside(OciStep.MountOutside step) {
    Step.Mount mount = step.mount();
    return new Explanation(
        "mounted while the paths of the host that it names can be seen",
        "montado enquanto os caminhos do hospedeiro que ele cita são visíveis",
        "# mount -t " + mount.type() + " " + Shell.quote(mount.source()));
  }

  static Explanation openLink(OciStep.OpenLink step) {
    return new Explanation(
        "the link itself, not where it leads to",
        "o próprio link, não o lugar aonde ele leva",
        "# open_tree " + Shell.quote(step.source()));
  }

  static Explanation attach(OciStep.Attach step) {
    String source = Shell.quote("/.old" + step.source());
    return new Explanation(
        "something of the host, shown inside",
        "algo do hospedeiro, mostrado dentro",
        "mount --rbind " + source + " " + Shell.quote(step.target()));
  }

  static Explanation ownNode(OciStep.OwnNode step) {
    return new Explanation(
        "whose device it is",
        "de quem é o dispositivo",
        "chown " + step.uid() + ":" + step.gid() + " " + Shell.quote(step.path()));
  }
}

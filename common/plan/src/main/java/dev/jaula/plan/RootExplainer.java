package dev.jaula.plan;

import dev.jaula.cgroup.Shell;
import dev.jaula.linux.Mounts;

/** Explains the steps that put the root file system together. */
final class RootExplainer {
  /** Where the script keeps the old root while it still needs it. */
  private static final String OLD = "/.old";

  private RootExplainer() {}

  static Explanation explain(Step.Init step) {
    return switch (step) {
      case Step.OpenTree s ->
          new Explanation(
              "held open: after the root has changed no path leads there",
              "mantido aberto: depois da troca da raiz nenhum caminho leva até lá",
              "# open_tree " + Shell.quote(s.source()));
      case Step.MakeDirectory s ->
          new Explanation(
              "a place for what follows",
              "um lugar para o que vem a seguir",
              "mkdir -m " + Integer.toString(s.mode(), 8) + " " + Shell.quote(s.path()));
      case Step.Mount s -> new Explanation(why(s), porque(s), mount(s));
      case Step.AttachTree s ->
          new Explanation(
              "something of the host, shown inside",
              "algo do hospedeiro, mostrado dentro",
              attach(s));
      case Step.EnterRoot s ->
          new Explanation(
              "here the new root is", "aqui está a nova raiz", "cd " + Shell.quote(s.path()));
      case Step.PivotRoot ignored ->
          new Explanation(
              "unlike chroot, this leaves nothing to break out to",
              "ao contrário do chroot, não sobra nada para onde escapar",
              "mkdir -p ." + OLD + "\npivot_root . ." + OLD + "\ncd /");
      case Step.DetachOldRoot ignored ->
          new Explanation(
              "the host's file system is gone",
              "o sistema de arquivos do hospedeiro some",
              "umount -l " + OLD + "\nrmdir " + OLD);
      case Step.MakeLink s ->
          new Explanation(
              "a link that programs expect",
              "um link que os programas esperam",
              "ln -sf " + Shell.quote(s.target()) + " " + Shell.quote(s.path()));
      case Step.MakeNode s ->
          new Explanation(
              "a device that programs expect",
              "um dispositivo que os programas esperam",
              "mknod -m "
                  + Integer.toString(s.mode(), 8)
                  + " "
                  + Shell.quote(s.path())
                  + " "
                  + s.type()
                  + " "
                  + s.major()
                  + " "
                  + s.minor());
      case Step.MaskPath s ->
          new Explanation(
              "what would tell about the host, or let it be changed, is hidden",
              "o que contaria sobre o hospedeiro, ou deixaria mudá-lo, é escondido",
              mask(s.path()));
      case Step.ProtectPath s ->
          new Explanation(
              "can be read, not written", "pode ser lido, não escrito", protect(s.path()));
      case Step.ProtectRoot ignored ->
          new Explanation(
              "the root is read-only", "a raiz é somente leitura", "mount -o remount,bind,ro /");
      default -> throw new IllegalArgumentException("not a step of the root");
    };
  }

  private static String why(Step.Mount step) {
    if ((step.flags() & Mounts.MS_REMOUNT) != 0) {
      return "what is complete now can only be read";
    }
    return switch (step.type()) {
      case "proc" -> "the processes of the container, and no others";
      case "sysfs" -> "devices and kernel settings of the container's network namespace";
      case "tmpfs" -> "an empty file system in memory, gone with the container";
      case "devpts" -> "terminals of its own";
      case "mqueue" -> "message queues of its own";
      case "overlay" -> "the root file system below a layer that takes the changes";
      case "cgroup", "cgroup2" -> "the container's view of its own cgroup";
      case "bind" -> "a directory of the host";
      default -> "a file system";
    };
  }

  private static String porque(Step.Mount step) {
    if ((step.flags() & Mounts.MS_REMOUNT) != 0) {
      return "o que agora está completo só pode ser lido";
    }
    return switch (step.type()) {
      case "proc" -> "os processos do contêiner, e nenhum outro";
      case "sysfs" -> "dispositivos e ajustes do kernel do namespace de rede do contêiner";
      case "tmpfs" -> "um sistema de arquivos vazio em memória, que some com o contêiner";
      case "devpts" -> "terminais próprios";
      case "mqueue" -> "filas de mensagens próprias";
      case "overlay" -> "o sistema de arquivos raiz sob uma camada que recebe as mudanças";
      case "cgroup", "cgroup2" -> "a visão que o contêiner tem do próprio cgroup";
      case "bind" -> "um diretório do hospedeiro";
      default -> "um sistema de arquivos";
    };
  }

  private static String mount(Step.Mount step) {
    String target = Shell.quote(step.target());
    if (step.type().equals("bind")) {
      return "mount --rbind " + Shell.quote(step.source()) + " " + target;
    }
    String options = options(step.flags(), step.data());
    String make = "[ -d " + target + " ] || mkdir -p " + target + "\n";
    return make
        + "mount -t "
        + step.type()
        + (options.isEmpty() ? "" : " -o " + Shell.quote(options))
        + " "
        + Shell.quote(step.source())
        + " "
        + target;
  }

  private static String options(long flags, String data) {
    StringBuilder text = new StringBuilder();
    option(text, flags, Mounts.MS_REMOUNT, "remount");
    option(text, flags, Mounts.MS_BIND, "bind");
    option(text, flags, Mounts.MS_RDONLY, "ro");
    option(text, flags, Mounts.MS_NOSUID, "nosuid");
    option(text, flags, Mounts.MS_NODEV, "nodev");
    option(text, flags, Mounts.MS_NOEXEC, "noexec");
    option(text, flags, Mounts.MS_STRICTATIME, "strictatime");
    if (!data.isEmpty()) {
      text.append(text.isEmpty() ? "" : ",").append(data);
    }
    return text.toString();
  }

  private static void option(StringBuilder text, long flags, long flag, String name) {
    if ((flags & flag) != 0) {
      text.append(text.isEmpty() ? "" : ",").append(name);
    }
  }

  private static String attach(Step.AttachTree step) {
    String source = Shell.quote(OLD + step.source());
    String target = Shell.quote(step.target());
    String make =
        "[ -e "
            + target
            + " ] || if [ -d "
            + source
            + " ]; then mkdir -p "
            + target
            + "; else : > "
            + target
            + "; fi\n";
    return make + "mount --rbind " + source + " " + target + attributes(step, target);
  }

  private static String attributes(Step.AttachTree step, String target) {
    long set = step.set();
    String options = options(set & ~Mounts.MOUNT_ATTR_NOATIME, "");
    if (options.isEmpty()) {
      return "";
    }
    String remount = "mount -o remount,bind," + options + " ";
    return step.recursive()
        ? "\nfor m in $(findmnt -rno TARGET -R " + target + "); do " + remount + "$m; done"
        : "\n" + remount + target;
  }

  private static String mask(String path) {
    String quoted = Shell.quote(path);
    return "if [ -d "
        + quoted
        + " ]; then mount -t tmpfs -o ro,size=0k tmpfs "
        + quoted
        + "; elif [ -e "
        + quoted
        + " ]; then mount --bind /dev/null "
        + quoted
        + "; fi";
  }

  private static String protect(String path) {
    String quoted = Shell.quote(path);
    boolean isKernels = path.startsWith("/proc/") || path.startsWith("/sys/");
    return "if [ -e "
        + quoted
        + " ]; then mount --rbind "
        + quoted
        + " "
        + quoted
        + "; mount -o remount,bind,ro"
        + (isKernels ? ",nosuid,nodev,noexec " : " ")
        + quoted
        + "; fi";
  }
}

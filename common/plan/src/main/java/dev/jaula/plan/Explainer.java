package dev.jaula.plan;

import dev.jaula.cgroup.Shell;
import dev.jaula.linux.Mounts;
import dev.jaula.spec.IdMapping;
import dev.jaula.spec.NamespaceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what each step is for and what a person would type in its place. */
public final class Explainer {

  private Explainer() {}

  public static Explanation explain(Step step) {
    return switch (step) {
      case Step.Caller caller -> explain(caller);
      case Step.Init init -> explain(init);
    };
  }

  private static Explanation explain(Step.Caller step) {
    return switch (step) {
      case Step.CreateCgroup s ->
          new Explanation(
              "a cgroup of its own: what the container uses is counted and limited there",
              "um cgroup próprio: ali o que o contêiner usa é contado e limitado",
              createCgroup(s));
      case Step.SetLimit s ->
          new Explanation(
              "a limit, kept by the kernel" + given("given", s),
              "um limite, garantido pelo kernel" + given("dado", s),
              setLimit(s));
      case Step.AttachDevices s ->
          new Explanation(
              "which devices may be used there",
              "quais dispositivos podem ser usados ali",
              "# bpftool cgroup attach "
                  + Shell.quote(s.directory())
                  + " device ... multi: "
                  + String.join(", ", s.rules()));
      case Step.OwnCgroup s ->
          new Explanation(
              "the container's root may make cgroups below it",
              "o root do contêiner pode criar cgroups abaixo dele",
              "(cd "
                  + Shell.quote(s.directory())
                  + " && chown "
                  + s.uid()
                  + " . $(cat /sys/kernel/cgroup/delegate))");
      case Step.EnterUnit s ->
          new Explanation(
              "the service manager puts it into a unit of its own",
              "o gerenciador de serviços o põe numa unidade própria",
              enterUnit(s));
      case Step.MoveInit s ->
          new Explanation(
              "into its cgroup",
              "para dentro do seu cgroup",
              "echo $PID > " + Shell.quote(s.file()));
      case Step.ReleaseInit ignored ->
          new Explanation("it goes on", "ele prossegue", "# it waits for this");
      case Step.OciCaller s -> s.step().explanation();
      case Step.JoinContainer s ->
          new Explanation(
              "into the namespaces of the running container, all at once",
              "para dentro dos namespaces do contêiner em execução, todos de uma vez",
              "nsenter --target " + s.pid() + " " + flags(s.namespaces()).trim());
      case Step.JoinNamespaces s ->
          new Explanation(
              "into namespaces that exist",
              "para dentro de namespaces que já existem",
              "nsenter" + joined(s.namespaces()) + " -- sh # and in there:");
      case Step.CloneInit s when s.namespaces().isEmpty() ->
          new Explanation(
              "a process in them: a process namespace takes only new ones",
              "um processo dentro deles: um namespace de processos só aceita novos",
              "# nsenter forks");
      case Step.CloneInit s ->
          new Explanation(
              "a process with namespaces of its own: " + names(s.namespaces()),
              "um processo com namespaces próprios: " + names(s.namespaces()),
              "unshare " + flags(s.namespaces()) + "--fork --kill-child -- sh -ec \"$INIT\"");
      case Step.MapIds s ->
          new Explanation(
              "which ids inside are which outside",
              "quais ids de dentro são quais de fora",
              mapIds(s));
      case Step.MapTree s ->
          new Explanation(
              "its files keep their owners as the container counts them",
              "seus arquivos mantêm os donos na contagem do contêiner",
              "# mount --bind -o X-mount.idmap=/proc/$PID/ns/user " + Shell.quote(s.source()));
      case Step.AdjustOom s ->
          new Explanation(
              "how gladly the kernel kills it when memory is short",
              "com que facilidade o kernel o mata quando falta memória",
              "echo " + s.score() + " > /proc/$PID/oom_score_adj");
    };
  }

  /** What was asked for, where something else is written. */
  private static String given(String word, Step.SetLimit step) {
    Step.@Nullable SetLimit otherwise = step.otherwise();
    return step.given() != null
        ? "; " + word + ": " + step.given()
        : otherwise == null ? "" : given(word, otherwise);
  }

  private static String enterUnit(Step.EnterUnit step) {
    StringBuilder shell = new StringBuilder("# systemd-run --scope --unit ");
    shell.append(Shell.quote(step.unit()));
    for (String property : step.properties().get()) {
      shell.append("\n#   ").append(property);
    }
    return shell.toString();
  }

  private static String setLimit(Step.SetLimit step) {
    String shell = "echo " + Shell.quote(step.value()) + " > " + Shell.quote(step.file());
    Step.@Nullable SetLimit otherwise = step.otherwise();
    if (otherwise == null && !step.isOptional()) {
      return shell;
    }
    return "{ " + shell + "; } 2> /dev/null || " + (otherwise == null ? ":" : setLimit(otherwise));
  }

  /** The file under /proc/sys belongs to the host's root, who a user namespace's is not. */
  private static String name(String command, String name) {
    String quoted = Shell.quote(name);
    return command + " " + quoted + " || echo " + quoted + " > /proc/sys/kernel/" + command;
  }

  private static String joined(List<Step.Joined> namespaces) {
    StringBuilder text = new StringBuilder();
    for (Step.Joined joined : namespaces) {
      text.append(" --").append(joined.type().procName()).append('=');
      text.append(Shell.quote(joined.path()));
    }
    return text.toString();
  }

  private static String createCgroup(Step.CreateCgroup step) {
    StringBuilder shell = new StringBuilder();
    shell.append("mkdir -p ").append(Shell.quote(step.hierarchy() + step.path()));
    for (String controller : step.controllers()) {
      String above = step.hierarchy();
      int from = 1;
      while (from > 0) {
        shell.append("\n{ echo +").append(controller).append(" > ");
        shell
            .append(Shell.quote(above + "/cgroup.subtree_control"))
            .append("; } 2> /dev/null || :");
        int to = step.path().indexOf('/', from);
        above = to < 0 ? above : step.hierarchy() + step.path().substring(0, to);
        from = to < 0 ? 0 : to + 1;
      }
    }
    return shell.toString();
  }

  private static String names(List<NamespaceType> types) {
    StringBuilder text = new StringBuilder();
    for (NamespaceType type : types) {
      text.append(text.isEmpty() ? "" : ", ").append(type.specName());
    }
    return text.toString();
  }

  private static String flags(List<NamespaceType> types) {
    StringBuilder text = new StringBuilder();
    for (NamespaceType type : types) {
      text.append("--").append(type == NamespaceType.NETWORK ? "net" : type.specName()).append(' ');
    }
    return text.toString();
  }

  private static String mapIds(Step.MapIds step) {
    StringBuilder shell = new StringBuilder();
    if (step.helpers()) {
      return "newuidmap $PID" + words(step.uids()) + "\nnewgidmap $PID" + words(step.gids());
    }
    if (step.denySetgroups()) {
      shell.append("echo deny > /proc/$PID/setgroups\n");
    }
    shell.append("echo").append(quoted(step.uids())).append(" > /proc/$PID/uid_map\n");
    shell.append("echo").append(quoted(step.gids())).append(" > /proc/$PID/gid_map");
    return shell.toString();
  }

  private static String words(List<IdMapping> mappings) {
    StringBuilder text = new StringBuilder();
    for (IdMapping m : mappings) {
      text.append(' ')
          .append(m.containerId())
          .append(' ')
          .append(m.hostId())
          .append(' ')
          .append(m.size());
    }
    return text.toString();
  }

  private static String quoted(List<IdMapping> mappings) {
    return " '" + words(mappings).trim() + "'";
  }

  private static Explanation explain(Step.Init step) {
    return switch (step) {
      case Step.OciInit s -> s.step().explanation();
      case Step.JoinCgroups s ->
          new Explanation(
              "into the cgroups before anything is done, so that all of it is counted",
              "para dentro dos cgroups antes de tudo, para que tudo seja contado",
              joinCgroups(s));
      case Step.JoinNamespace s ->
          new Explanation(
              "into a namespace that exists",
              "para dentro de um namespace que já existe",
              "# nsenter --" + s.type().procName() + "=" + s.path());
      case Step.JoinCgroupNamespace s ->
          new Explanation(
              "into its cgroup namespace, now that the cgroup is joined",
              "para dentro do seu namespace de cgroups, agora que o cgroup foi assumido",
              "# nsenter --target " + s.pid() + " --cgroup");
      case Step.Unshare s ->
          new Explanation(
              "a namespace that must be made after the steps above",
              "um namespace que precisa ser criado depois dos passos acima",
              "# unshare --" + s.type().specName());
      case Step.SetPropagation s ->
          new Explanation(
              "mounts made inside stay inside",
              "montagens feitas dentro ficam dentro",
              "mount --make-" + propagation(s) + " " + Shell.quote(s.path()));
      case Step.AwaitMaps ignored ->
          new Explanation(
              "until the ids are mapped, nobody is root in here",
              "enquanto os ids não são mapeados, ninguém é root aqui",
              "until [ \"$(cat /proc/self/uid_map)\" ]; do sleep 0.1; done");
      case Step.BecomeRoot ignored ->
          new Explanation(
              "root of the new user namespace",
              "root do novo namespace de usuário",
              "# setpriv --reuid 0 --regid 0 --clear-groups");
      case Step.SetTimeOffsets s ->
          new Explanation(
              "clocks of its own",
              "relógios próprios",
              "# printf '" + s.offsets().replace("\n", "\\n") + "' > /proc/self/timens_offsets");
      case Step.DieWithCaller ignored ->
          new Explanation(
              "when the caller is killed, the container is too",
              "quando quem chamou é morto, o contêiner também é",
              "# unshare --kill-child");
      case Step.NewSession ignored ->
          new Explanation(
              "a session of its own, so that the terminal's signals come once",
              "uma sessão própria, para que os sinais do terminal cheguem uma só vez",
              "# setsid");
      case Step.RaiseLoopback ignored ->
          new Explanation(
              "the network namespace has a loopback interface, but it is down",
              "o namespace de rede tem a interface loopback, mas desligada",
              "if command -v ip > /dev/null; then ip link set lo up; fi");
      case Step.SetHostname s ->
          new Explanation(
              "a host name of its own", "um nome de máquina próprio", name("hostname", s.name()));
      case Step.SetDomainname s ->
          new Explanation(
              "a domain name of its own",
              "um nome de domínio próprio",
              name("domainname", s.name()));
      case Step.SetSysctl s ->
          new Explanation(
              "a kernel parameter of the container's namespaces",
              "um parâmetro do kernel nos namespaces do contêiner",
              "echo " + Shell.quote(s.value()) + " > /proc/sys/" + s.key().replace('.', '/'));
      case Step.ReceiveTree s ->
          new Explanation(
              "the tree that the caller has mapped",
              "a árvore que quem chamou mapeou",
              "# " + s.source());
      case Step.OpenTree ignored -> RootExplainer.explain(step);
      case Step.MakeDirectory ignored -> RootExplainer.explain(step);
      case Step.Mount ignored -> RootExplainer.explain(step);
      case Step.AttachTree ignored -> RootExplainer.explain(step);
      case Step.EnterRoot ignored -> RootExplainer.explain(step);
      case Step.PivotRoot ignored -> RootExplainer.explain(step);
      case Step.DetachOldRoot ignored -> RootExplainer.explain(step);
      case Step.MakeLink ignored -> RootExplainer.explain(step);
      case Step.MakeNode ignored -> RootExplainer.explain(step);
      case Step.MaskPath ignored -> RootExplainer.explain(step);
      case Step.ProtectPath ignored -> RootExplainer.explain(step);
      case Step.ProtectRoot ignored -> RootExplainer.explain(step);
      case Step.OpenTerminal ignored -> ProcessExplainer.explain(step);
      case Step.SetRlimit ignored -> ProcessExplainer.explain(step);
      case Step.LimitCapabilities ignored -> ProcessExplainer.explain(step);
      case Step.SetUser ignored -> ProcessExplainer.explain(step);
      case Step.SetCapabilities ignored -> ProcessExplainer.explain(step);
      case Step.ChangeDirectory ignored -> ProcessExplainer.explain(step);
      case Step.NoNewPrivileges ignored -> ProcessExplainer.explain(step);
      case Step.InstallSeccomp ignored -> ProcessExplainer.explain(step);
      case Step.AskHooks ignored ->
          new Explanation(
              "the hooks of the host, which see the new namespaces",
              "os hooks do hospedeiro, que enxergam os novos namespaces",
              "# prestart and createRuntime hooks");
      case Step.RunHooks s ->
          new Explanation(
              "the hooks of the container",
              "os hooks do contêiner",
              "# " + s.kind().word() + " hooks");
      case Step.Outlive ignored -> ProcessExplainer.explain(step);
      case Step.FindProgram ignored -> ProcessExplainer.explain(step);
      case Step.AwaitStart ignored -> ProcessExplainer.explain(step);
      case Step.ForkReaper ignored -> ProcessExplainer.explain(step);
      case Step.Execute ignored -> ProcessExplainer.explain(step);
    };
  }

  private static String joinCgroups(Step.JoinCgroups step) {
    StringBuilder shell = new StringBuilder();
    for (String file : step.tasks()) {
      shell.append(shell.isEmpty() ? "" : "\n").append("echo 0 > ").append(Shell.quote(file));
    }
    return shell.toString();
  }

  private static String propagation(Step.SetPropagation step) {
    long kind = step.flags() & ~Mounts.MS_REC;
    String name =
        kind == Mounts.MS_PRIVATE
            ? "private"
            : kind == Mounts.MS_SHARED
                ? "shared"
                : kind == Mounts.MS_SLAVE ? "slave" : "unbindable";
    return (step.flags() & Mounts.MS_REC) != 0 ? "r" + name : name;
  }
}

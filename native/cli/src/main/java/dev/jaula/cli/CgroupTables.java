package dev.jaula.cli;

import dev.jaula.args.Command;
import dev.jaula.args.CommandBuilder;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.OptionGroup;
import dev.jaula.args.Subcommands;
import dev.jaula.args.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code jaula cgroup}. Each understands the options of its counterpart in
 * cgroup-tools too: cgcreate(1), cgset(1), cgget(1), cgclassify(1), cgexec(1), cgdelete(1),
 * lscgroup(1).
 */
final class CgroupTables implements Subcommands {
  private static final String PATH = "jaula cgroup ";

  static Command table() {
    return Command.of(
            "jaula cgroup",
            "Make, set, watch and delete cgroups, with the same words on v1 and v2",
            "Cria, ajusta, observa e apaga cgroups, com as mesmas palavras em v1 e v2")
        .subcommands(new CgroupTables())
        .options(CommonOptions.general())
        .example(
            "jaula cgroup create mazoni --controllers cpu,memory", "A new cgroup", "Um novo cgroup")
        .example(
            "jaula cgroup set mazoni cpu.max=20% memory.max=48M",
            "A fifth of a CPU and 48 MiB", "Um quinto de uma CPU e 48 MiB")
        .example(
            "jaula cgroup exec mazoni -- dd if=/dev/zero of=/dev/null",
            "dd under these limits",
            "dd sob esses limites")
        .build();
  }

  @Override
  public List<String> names() {
    return List.of(
        "create",
        "set",
        "get",
        "classify",
        "exec",
        "list",
        "watch",
        "kill",
        "freeze",
        "thaw",
        "delete");
  }

  @Override
  public @Nullable Command find(String name) {
    return switch (name) {
      case "create", "cgcreate" -> create();
      case "set", "cgset" -> set();
      case "get", "cgget" -> get();
      case "classify", "cgclassify" -> classify();
      case "exec", "cgexec" -> exec();
      case "list", "ls", "lscgroup" -> list();
      case "watch" -> watch();
      case "kill" -> kill();
      case "freeze" -> freeze();
      case "thaw" -> thaw();
      case "delete", "rm", "cgdelete" -> delete();
      default -> null;
    };
  }

  private static Command create() {
    return verb("create", "Make cgroups", "Cria cgroups")
        .usage("[OPTIONS] PATH...", "[OPTIONS] -g CONTROLLERS:PATH...")
        .operands(Operand.any("PATH", ValueKind.CGROUP))
        .options(
            "Options",
            "Opções",
            Option.list(
                    "controllers",
                    Option.NONE,
                    "LIST",
                    "Controllers to switch on for it (default: all there are)",
                    "Controladores a ligar para ele (padrão: todos os que há)")
                .suggests("cpu", "memory", "io", "pids", "cpuset", "cpu,memory"),
            CgroupToolsOptions.group(),
            CgroupToolsOptions.ignored('t', "UID:GID"),
            CgroupToolsOptions.ignored('a', "UID:GID"),
            CgroupToolsOptions.ignored('d', "MODE"),
            CgroupToolsOptions.ignored('f', "MODE"),
            CgroupToolsOptions.ignored('s', "MODE"))
        .options(shown())
        .build();
  }

  private static Command set() {
    return verb("set", "Write keys of cgroups", "Grava chaves de cgroups")
        .description(
            "Values are in human units (48M, 20%, max). A key of cgroup v2 is translated on a v1 machine,"
                + " and a mistyped key is answered with the right one.",
            "Valores em unidades humanas (48M, 20%, max). Uma chave do cgroup v2 é traduzida em uma máquina"
                + " v1, e uma chave errada é respondida com a certa.")
        .usage("[OPTIONS] PATH KEY=VALUE...", "[OPTIONS] -r KEY=VALUE... PATH...")
        .operands(
            Operand.required("PATH", ValueKind.CGROUP),
            Operand.any("KEY=VALUE", ValueKind.CGROUP_KEY))
        .options(
            "Options",
            "Opções",
            Option.list(
                    "",
                    'r',
                    "KEY=VALUE",
                    "Key to write, as in cgset",
                    "Chave a gravar, como no cgset")
                .of(ValueKind.CGROUP_KEY),
            Option.value(
                    "copy-from",
                    Option.NONE,
                    "PATH",
                    "Write the values that another cgroup has",
                    "Grava os valores que outro cgroup tem")
                .of(ValueKind.CGROUP))
        .options(shown())
        .build();
  }

  private static Command get() {
    return verb("get", "Print keys of a cgroup", "Mostra chaves de um cgroup")
        .usage(
            "[OPTIONS] PATH [KEY...]", "[OPTIONS] [-r KEY...] [-g CONTROLLERS:PATH...] [PATH...]")
        .operands(
            Operand.optional("PATH", ValueKind.CGROUP), Operand.any("KEY", ValueKind.CGROUP_KEY))
        .options(
            "Options",
            "Opções",
            CommonOptions.format(),
            Option.list(
                    "", 'r', "KEY", "Key to print, as in cgget", "Chave a mostrar, como no cgget")
                .of(ValueKind.CGROUP_KEY),
            CgroupToolsOptions.group(),
            Option.flag("all", 'a', "Print every key", "Mostra todas as chaves"),
            Option.flag(
                "", 'n', "Print no path above the keys", "Não mostra o caminho antes das chaves"),
            Option.flag("values-only", 'v', "Print only the values", "Mostra só os valores"))
        .options(shown())
        .build();
  }

  private static Command classify() {
    return verb("classify", "Move processes into a cgroup", "Move processos para um cgroup")
        .usage("[OPTIONS] PATH PID...", "[OPTIONS] -g CONTROLLERS:PATH PID...")
        .operands(Operand.required("PATH", ValueKind.CGROUP), Operand.any("PID", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            CgroupToolsOptions.group(),
            CgroupToolsOptions.ignoredFlag("sticky"),
            CgroupToolsOptions.ignoredFlag("cancel-sticky"))
        .options(shown())
        .build();
  }

  private static Command exec() {
    return verb("exec", "Run a command in a cgroup", "Executa um comando em um cgroup")
        .usage(
            "[OPTIONS] PATH [--] COMMAND [ARG...]",
            "[OPTIONS] -g CONTROLLERS:PATH COMMAND [ARG...]")
        .operands(
            Operand.required("PATH", ValueKind.CGROUP), Operand.any("COMMAND", ValueKind.PROGRAM))
        .optionsFirst()
        .options(
            "Options",
            "Opções",
            CgroupToolsOptions.group(),
            CgroupToolsOptions.ignoredFlag("sticky"))
        .options(shown())
        .build();
  }

  private static Command list() {
    return verb("list", "List cgroups", "Lista cgroups")
        .operands(Operand.any("PATH", ValueKind.CGROUP))
        .options(
            "Options",
            "Opções",
            Option.flag("tree", Option.NONE, "Draw them as a tree", "Desenha-os como uma árvore"),
            CgroupToolsOptions.group(),
            CommonOptions.format())
        .options(CommonOptions.general())
        .build();
  }

  private static Command watch() {
    return verb("watch", "Show a cgroup's use as it changes", "Mostra o uso de um cgroup ao vivo")
        .operands(Operand.required("PATH", ValueKind.CGROUP))
        .options(
            "Options",
            "Opções",
            Option.value(
                "interval",
                'n',
                "SECONDS",
                "Time between two lines (default: 1)",
                "Tempo entre duas linhas (padrão: 1)"),
            Option.value(
                "count", Option.NONE, "N", "End after so many lines", "Termina após N linhas"),
            CommonOptions.format())
        .options(CommonOptions.general())
        .build();
  }

  private static Command kill() {
    return some("kill", "Kill every process in cgroups", "Mata todos os processos de cgroups")
        .options(
            "Options",
            "Opções",
            Option.value(
                    "signal",
                    's',
                    "SIGNAL",
                    "Name or number of the signal (default: KILL)",
                    "Nome ou número do sinal (padrão: KILL)")
                .of(ValueKind.SIGNAL))
        .options(shown())
        .build();
  }

  private static Command freeze() {
    return some("freeze", "Stop every process in cgroups", "Congela os processos de cgroups")
        .options(shown())
        .build();
  }

  private static Command thaw() {
    return some("thaw", "Let frozen cgroups go on", "Descongela cgroups").options(shown()).build();
  }

  private static Command delete() {
    return verb("delete", "Delete cgroups", "Apaga cgroups")
        .usage("[OPTIONS] PATH...", "[OPTIONS] -g CONTROLLERS:PATH...")
        .operands(Operand.any("PATH", ValueKind.CGROUP))
        .options(
            "Options",
            "Opções",
            Option.flag(
                "recursive", 'r', "Delete those below it too", "Apaga também os que estão abaixo"),
            CgroupToolsOptions.group())
        .options(shown())
        .build();
  }

  private static OptionGroup shown() {
    return OptionGroup.of(
        "Explanation",
        "Explicação",
        CommonOptions.explain(),
        CommonOptions.dryRun(),
        CommonOptions.quiet(),
        CommonOptions.lang(),
        CommonOptions.help());
  }

  private static CommandBuilder verb(String name, String en, String pt) {
    return Command.of(PATH + name, en, pt);
  }

  private static CommandBuilder some(String name, String en, String pt) {
    return verb(name, en, pt).operands(Operand.some("PATH", ValueKind.CGROUP));
  }
}

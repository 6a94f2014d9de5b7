package dev.jaula.cli;

import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** Options that the programs of cgroup-tools have in common, for hands that are used to them. */
final class CgroupToolsOptions {
  private CgroupToolsOptions() {}

  /** {@code -g cpu,memory:mazoni}; its values are found under the key "g". */
  static Option group() {
    return Option.list(
            "",
            'g',
            "CONTROLLERS:PATH",
            "Controllers and cgroup in one word, as in cgroup-tools",
            "Controladores e cgroup em uma palavra, como no cgroup-tools")
        .of(ValueKind.CGROUP);
  }

  /** An option whose purpose a single command for root or the user's own tree does not need. */
  static Option ignored(char letter, String valueName) {
    return Option.value(
        "",
        letter,
        valueName,
        "Understood and ignored with a note: owners and modes stay as the kernel sets them",
        "Entendida e ignorada com um aviso: donos e modos ficam como o kernel os define");
  }

  /** A flag of the cgrules daemon, which Jaula does not have. */
  static Option ignoredFlag(String name) {
    return Option.flag(
        name,
        Option.NONE,
        "Understood and ignored with a note: there is no cgrulesengd to hold back",
        "Entendida e ignorada com um aviso: não há cgrulesengd a conter");
  }
}

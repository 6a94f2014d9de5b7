package dev.jaula.args;

import java.util.List;

/** Checks operands, and values with a closed choice, against the table. */
final class OperandRules {
  private OperandRules() {}

  static void check(Arguments arguments) {
    Command command = arguments.command();
    if (command.subcommands() != null) {
      if (!arguments.is("version") && !command.standsAlone()) {
        throw Mistakes.missing(command, "COMMAND");
      }
      return;
    }
    List<Operand> rules = command.operands();
    List<String> operands = arguments.operands();
    for (int i = operands.size(); i < rules.size(); i++) {
      if (rules.get(i).required()) {
        throw Mistakes.missing(command, rules.get(i).name());
      }
    }
    for (int i = 0; i < operands.size(); i++) {
      checkOne(command, rules, i, operands.get(i));
    }
  }

  private static void checkOne(Command command, List<Operand> rules, int index, String operand) {
    Operand last = rules.isEmpty() ? null : rules.get(rules.size() - 1);
    boolean beyond = index >= rules.size();
    if (last == null || (beyond && !last.repeated())) {
      throw Mistakes.tooMany(command, operand);
    }
    Operand rule = beyond ? last : rules.get(index);
    if (rule.values().closed()) {
      checkChoice(command, rule.name(), operand, rule.values().words());
    }
  }

  static void checkChoice(Command command, String what, String value, List<String> words) {
    if (!words.contains(value)) {
      throw Mistakes.notAChoice(command, what, value, words);
    }
  }
}

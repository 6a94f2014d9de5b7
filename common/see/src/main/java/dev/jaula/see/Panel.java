package dev.jaula.see;

import dev.jaula.cgroup.Statistics;
import java.util.List;

/** The foot of the list: the selected container's history and what its row has no room for. */
final class Panel {
  private static final int LABEL = 6;
  private static final int MOST = 120;

  private final Model model;
  private final Look look;

  Panel(Model model, Look look) {
    this.model = model;
    this.look = look;
  }

  /** Five lines. */
  List<Line> lines(Usage usage) {
    Line.Builder rule = new Line.Builder(look.width());
    rule.add(Style.DIM, look.unicode() ? "── " : "-- ").add(Style.BOLD, usage.name());
    rule.add(Style.DIM, " ");
    while (rule.column() < look.width()) {
      rule.add(Style.DIM, look.unicode() ? "─" : "-");
    }
    Model.Histories histories = model.histories().getOrDefault(usage.name(), new Model.Histories());
    return List.of(
        rule.build(),
        history("cpu", histories.cpu(), cpu(usage), Bar.style(usage.cpuOfLimit())),
        history("mem", histories.memory(), memory(usage), memoryStyle(usage)),
        facts(usage),
        Line.EMPTY);
  }

  private Style memoryStyle(Usage usage) {
    return Bar.style(usage.memory() * 1000 / Math.max(1, usage.memoryBound(model.memory())));
  }

  private Line history(String label, History values, String text, Style style) {
    int width = Math.min(MOST, Math.max(8, look.width() - LABEL - 40));
    return new Line.Builder(look.width())
        .add(Style.DIM, " ")
        .left(Style.DIM, label, LABEL - 2)
        .spaces(Style.PLAIN, 1)
        .add(style, Bar.history(values, width, look.unicode()))
        .add(Style.PLAIN, "  " + text)
        .build();
  }

  private String cpu(Usage u) {
    String limit =
        u.cpuLimit() < 0
            ? look.say(", no limit", ", sem limite")
            : look.say(" of ", " de ") + Amounts.wholePercent(u.cpuLimit());
    return Amounts.percent(u.cpu())
        + limit
        + (u.cpuLimit() < 0
            ? ""
            : look.say("  throttled ", "  freado ") + Amounts.wholePercent(u.throttled()));
  }

  private String memory(Usage u) {
    String limit =
        u.memoryLimit() < 0
            ? look.say(", no limit", ", sem limite")
            : look.say(" of ", " de ") + Amounts.size(u.memoryLimit());
    return Amounts.size(u.memory())
        + limit
        + look.say("  peak ", "  pico ")
        + Amounts.size(u.memoryPeak())
        + "  OOM "
        + u.oomKills();
  }

  private Line facts(Usage u) {
    Line.Builder line = new Line.Builder(look.width());
    line.add(Style.DIM, " pids ").add(Style.PLAIN, u.pids() + "/" + Amounts.count(u.pidsLimit()));
    line.add(Style.DIM, look.say("  read ", "  lê ")).add(Style.PLAIN, rate(u.readRate()));
    line.add(Style.DIM, look.say("  write ", "  grava ")).add(Style.PLAIN, rate(u.writeRate()));
    Statistics s = u.now().statistics();
    if (s != null && u.pressure() >= 0) {
      line.add(Style.DIM, look.say("  pressure cpu ", "  pressão cpu "));
      line.add(Style.PLAIN, Amounts.pressure(Usage.some(s.cpuPressure())));
      line.add(Style.DIM, " mem ");
      line.add(Style.PLAIN, Amounts.pressure(Usage.some(s.memoryPressure())));
      line.add(Style.DIM, look.say(" io ", " e/s "));
      line.add(Style.PLAIN, Amounts.pressure(Usage.some(s.ioPressure())));
    } else if (s != null) {
      line.add(
          Style.DIM,
          look.say("  pressure: not told by cgroup v1", "  pressão: cgroup v1 não informa"));
    } else {
      line.add(
          Style.WARN,
          look.say(
              "  no cgroup: this user may make none, see jaula info",
              "  sem cgroup: este usuário não pode criar um, veja jaula info"));
    }
    return line.build();
  }

  private static String rate(long bytes) {
    return Amounts.size(bytes) + "/s";
  }
}

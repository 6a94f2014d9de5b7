package dev.jaula.see;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list's head and rows. */
final class Rows {
  private final Model model;
  private final Look look;
  private final Map<Column, Integer> widths;
  private final int name;

  Rows(Model model, Look look) {
    this.model = model;
    this.look = look;
    int longest = 0;
    for (Usage usage : model.rows()) {
      longest = Math.max(longest, usage.name().length());
    }
    this.widths = Column.fit(look.width(), longest);
    int taken = 1;
    for (int width : widths.values()) {
      taken += width + 1;
    }
    this.name = look.width() - taken;
  }

  Line head() {
    Line.Builder line = new Line.Builder(look.width());
    line.spaces(Style.BOLD, 1).left(head(Sort.NAME), look.say("NAME", "NOME"), name);
    for (Column column : Column.values()) {
      Integer width = widths.get(column);
      if (width != null) {
        line.spaces(Style.PLAIN, 1).right(head(sort(column)), column.head(look), width);
      }
    }
    return line.build();
  }

  /** The column that orders the list is marked. */
  private Style head(@Nullable Sort sort) {
    return sort == model.view().sort() ? Style.REVERSE : Style.BOLD;
  }

  private static @Nullable Sort sort(Column column) {
    return switch (column) {
      case CPU -> Sort.CPU;
      case MEMORY -> Sort.MEMORY;
      case PIDS -> Sort.PIDS;
      case IO, READ -> Sort.IO;
      default -> null;
    };
  }

  Line row(Usage usage) {
    boolean isSelected = usage.name().equals(model.view().selected());
    Line.Builder line = new Line.Builder(look.width());
    line.add(isSelected ? Style.REVERSE : Style.PLAIN, isSelected ? ">" : " ");
    Style style = isSelected ? Style.REVERSE : Style.PLAIN;
    String text = usage.name();
    if (text.length() > name) {
      text = text.substring(0, name - 1) + (look.unicode() ? "…" : "~");
    }
    line.add(style, text).to(style, 1 + name);
    for (Column column : Column.values()) {
      Integer width = widths.get(column);
      if (width != null) {
        line.spaces(Style.PLAIN, 1);
        cell(line, column, width, usage);
      }
    }
    return line.build();
  }

  private void cell(Line.Builder line, Column column, int width, Usage usage) {
    if (column == Column.CPU && usage.now().state() == Sample.State.PAUSED) {
      line.right(Style.ACCENT, look.say("paused", "pausa"), width);
    } else if (!usage.isKnown()) {
      line.right(Style.DIM, column == Column.CPU ? "-" : "", width);
    } else if (column == Column.CPU_BAR) {
      Bar.draw(line, width, usage.cpuOfLimit(), -1, look.unicode());
    } else if (column == Column.MEMORY_BAR) {
      long bound = Math.max(1, usage.memoryBound(model.memory()));
      long peak = usage.memoryPeak() > 0 ? usage.memoryPeak() * 1000 / bound : -1;
      Bar.draw(line, width, usage.memory() * 1000 / bound, peak, look.unicode());
    } else {
      line.right(style(column, usage), text(column, usage), width);
    }
  }

  private Style style(Column column, Usage usage) {
    return switch (column) {
      case CPU -> usage.cpuLimit() < 0 ? Style.PLAIN : Bar.style(usage.cpuOfLimit());
      case CPU_LIMIT, MEMORY_LIMIT, PEAK -> Style.DIM;
      case THROTTLED -> share(usage.throttled() * 2);
      case OOM -> usage.oomKills() > 0 ? Style.BAD : Style.DIM;
      case PRESSURE -> share(usage.pressure() / 10);
      default -> Style.PLAIN;
    };
  }

  private static Style share(long thousandths) {
    return thousandths <= 0 ? Style.DIM : thousandths >= 900 ? Style.BAD : Style.WARN;
  }

  private static String text(Column column, Usage usage) {
    return switch (column) {
      case CPU -> Amounts.percent(usage.cpu());
      case CPU_LIMIT -> Amounts.wholePercent(usage.cpuLimit());
      case THROTTLED -> usage.cpuLimit() < 0 ? "-" : Amounts.wholePercent(usage.throttled());
      case MEMORY -> Amounts.size(usage.memory());
      case MEMORY_LIMIT -> Amounts.size(usage.memoryLimit());
      case PEAK -> Amounts.size(usage.memoryPeak());
      case PIDS -> Long.toString(usage.pids());
      case PRESSURE -> Amounts.pressure(usage.pressure());
      case IO -> Amounts.size(usage.io());
      case READ -> Amounts.size(usage.readRate());
      case WRITE -> Amounts.size(usage.writeRate());
      case OOM -> Long.toString(usage.oomKills());
      case CPU_BAR, MEMORY_BAR -> "";
    };
  }
}

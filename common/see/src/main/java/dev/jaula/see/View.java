package dev.jaula.see;

import java.util.ArrayList;
import java.util.List;

/** What the person at the keys has chosen: selection, order, filter, page. */
public final class View {
  private static final int PAGE = 10;
  private static final int CONTROL_C = 3;

  /** What the screen shows, and so what keys mean. */
  enum Page {
    LIST,
    FILTER,
    CONFIRM,
    DETAILS,
    HELP
  }

  /** What a key asks of the program. */
  public enum Action {
    NONE,
    QUIT,
    KILL,
    PAUSE
  }

  private Page page = Page.LIST;
  private Sort sort;
  private String filter;
  private String selected = "";
  private String message = "";

  public View(Sort sort, String filter) {
    this.sort = sort;
    this.filter = filter;
  }

  Page page() {
    return page;
  }

  Sort sort() {
    return sort;
  }

  String filter() {
    return filter;
  }

  /** The name of the selected container; empty when there is none. */
  public String selected() {
    return selected;
  }

  public boolean isDetails() {
    return page == Page.DETAILS;
  }

  String message() {
    return message;
  }

  /** A line for the foot of the screen, until the next key. */
  public void tell(String text) {
    message = text;
  }

  /** The rows that are shown, in their order; keeps the selection on one of them. */
  public List<Usage> rows(List<Usage> usages) {
    List<Usage> rows = new ArrayList<>();
    for (Usage usage : sort.apply(usages)) {
      if (filter.isEmpty() || usage.name().indexOf(filter) >= 0) {
        rows.add(usage);
      }
    }
    if (index(rows) < 0) {
      selected = rows.isEmpty() ? "" : rows.get(0).name();
      if (page == Page.DETAILS || page == Page.CONFIRM) {
        page = Page.LIST;
      }
    }
    return rows;
  }

  /** The place of the selection among rows, or -1. */
  int index(List<Usage> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).name().equals(selected)) {
        return i;
      }
    }
    return -1;
  }

  /** Takes one key of {@link Keys}. */
  public Action press(int key, List<Usage> rows) {
    message = "";
    if (key == CONTROL_C) {
      return Action.QUIT;
    }
    return switch (page) {
      case LIST -> list(key, rows);
      case FILTER -> edit(key);
      case CONFIRM -> confirm(key);
      case DETAILS, HELP -> leave(key, rows);
    };
  }

  private Action list(int key, List<Usage> rows) {
    switch (key) {
      case 'q' -> {
        return Action.QUIT;
      }
      case ' ' -> {
        return selected.isEmpty() ? Action.NONE : Action.PAUSE;
      }
      case 'K' -> page = selected.isEmpty() ? page : Page.CONFIRM;
      case '/' -> page = Page.FILTER;
      case 'h', '?' -> page = Page.HELP;
      case Keys.ENTER -> page = selected.isEmpty() ? page : Page.DETAILS;
      case Keys.ESCAPE -> filter = "";
      default -> {
        sort = Sort.of(key, sort);
        move(key, rows);
      }
    }
    return Action.NONE;
  }

  private void move(int key, List<Usage> rows) {
    int at = index(rows);
    int to =
        switch (key) {
          case Keys.UP, 'k' -> at - 1;
          case Keys.DOWN, 'j' -> at + 1;
          case Keys.PAGE_UP -> at - PAGE;
          case Keys.PAGE_DOWN -> at + PAGE;
          case Keys.HOME, 'g' -> 0;
          case Keys.END, 'G' -> rows.size() - 1;
          default -> at;
        };
    if (!rows.isEmpty()) {
      selected = rows.get(Math.clamp(to, 0, rows.size() - 1)).name();
    }
  }

  private Action edit(int key) {
    if (key == Keys.ENTER) {
      page = Page.LIST;
    } else if (key == Keys.ESCAPE) {
      page = Page.LIST;
      filter = "";
    } else if (key == Keys.BACKSPACE) {
      filter = filter.isEmpty() ? "" : filter.substring(0, filter.length() - 1);
    } else if (key > ' ' && key < Keys.BACKSPACE) {
      filter = filter + (char) key;
    }
    return Action.NONE;
  }

  private Action confirm(int key) {
    page = Page.LIST;
    return key == 'y' || key == 'Y' || key == 's' ? Action.KILL : Action.NONE;
  }

  private Action leave(int key, List<Usage> rows) {
    switch (key) {
      case 'q', Keys.ESCAPE, Keys.ENTER -> page = Page.LIST;
      case 'K' -> page = page == Page.DETAILS ? Page.CONFIRM : page;
      case ' ' -> {
        return page == Page.DETAILS ? Action.PAUSE : Action.NONE;
      }
      default -> move(key, rows);
    }
    return Action.NONE;
  }
}

package dev.jaula.cli;

import dev.jaula.learn.Chapter;
import dev.jaula.learn.Claim;
import dev.jaula.learn.Host;
import dev.jaula.learn.Judge;
import dev.jaula.learn.Output;
import dev.jaula.learn.Step;
import dev.jaula.see.Line;
import dev.jaula.see.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays chapters: says, waits, runs, judges what came of it, and clears up. */
final class LearnPlayer {
  private static final int MARGIN = 2;
  private static final int RULE = 78;

  private final Session session;
  private final Host host;
  private final boolean asks;
  private final boolean color;
  private final int width;
  private final LearnShell shell;
  private Map<String, Output> outputs = new HashMap<>();
  private boolean waits;

  LearnPlayer(Session session, Host host, boolean yes) {
    this.session = session;
    this.host = host;
    this.asks = !yes;
    this.color = session.isColored(1);
    this.width = Math.min(HelpCommand.width(session), 96);
    this.shell = new LearnShell(session);
  }

  /** The exit code: 0, 1 when a chapter failed, 128 + n when signal n came. */
  int play(List<Chapter> chapters) {
    List<String> failed = new ArrayList<>();
    int skipped = 0;
    int at = 0;
    for (Chapter chapter : chapters) {
      at++;
      head(chapter, at, chapters.size());
      if (chapter.need() == Chapter.Need.CGROUP && host.base().isEmpty()) {
        skipped++;
        cannot();
        continue;
      }
      Ending ending = chapter(chapter);
      if (ending == Ending.QUIT) {
        return shell.signal() == 0 ? 0 : 128 + shell.signal();
      }
      if (ending == Ending.FAILED) {
        failed.add(chapter.name());
      }
    }
    return sum(chapters.size(), skipped, failed);
  }

  private enum Ending {
    DONE,
    FAILED,
    QUIT
  }

  private Ending chapter(Chapter chapter) {
    outputs = new HashMap<>();
    boolean isRight = true;
    boolean needsCleanup = !chapter.cleanup().isEmpty();
    try {
      for (Step step : chapter.steps()) {
        isRight &= step(step);
        if (shell.isInterrupted()) {
          return Ending.QUIT;
        }
      }
    } finally {
      // a chapter that went well has removed what it made
      if (needsCleanup && (!isRight || shell.isInterrupted())) {
        shell.run(chapter.cleanup());
      }
    }
    return isRight ? Ending.DONE : Ending.FAILED;
  }

  private boolean step(Step step) {
    return switch (step) {
      case Step.Say say -> {
        session.outLine("");
        session.out(wrap(session.say(say.words()), ""));
        waits = asks;
        yield true;
      }
      case Step.Hand hand -> {
        print(Style.DIM, "  # " + session.say("by hand: ", "à mão: ") + hand.line());
        yield true;
      }
      case Step.Run run -> run(run);
      case Step.Check check -> check(check);
    };
  }

  private boolean run(Step.Run run) {
    print(Style.BOLD, "  $ " + run.line());
    if (waits) {
      waits = false;
      session.out(session.say("  [Enter: run it, q: quit] ", "  [Enter: executar, q: sair] "));
      if (!shell.proceed()) {
        return true;
      }
    }
    LearnShell.Result result = shell.run(run.line());
    outputs.put(run.name(), result.output());
    for (String line : Values.split(result.output().text(), '\n')) {
      if (!line.isEmpty()) {
        print(Style.PLAIN, "    " + line.replace('\t', ' '));
      }
    }
    boolean isRight = result.exit() == 0 != run.fails();
    if (!isRight && !shell.isInterrupted()) {
      print(
          Style.BAD,
          session.say("    not expected: exit code ", "    inesperado: código de saída ")
              + result.exit());
    }
    return isRight;
  }

  private boolean check(Step.Check check) {
    boolean isTrue = Judge.holds(check.claim(), outputs);
    String words = session.say(check.words());
    if (check.claim() instanceof Claim.Rate rate) {
      long measured = Math.max(0, Judge.rate(rate, outputs));
      words = words + " " + measured / 10 + "." + measured % 10 + " %";
    }
    if (isTrue) {
      print(Style.GOOD, "  => " + words);
    } else {
      print(Style.BAD, "  => " + session.say("not so here: ", "não foi assim aqui: ") + words);
    }
    return isTrue;
  }

  private void head(Chapter chapter, int at, int of) {
    String title = at + "/" + of + " " + chapter.name() + ": " + session.say(chapter.title());
    StringBuilder rule = new StringBuilder("\n== ").append(title).append(' ');
    while (rule.length() < RULE) {
      rule.append('=');
    }
    session.outLine("");
    print(Style.ACCENT, rule.substring(1));
  }

  /** What this user cannot do, and how to get it. */
  private void cannot() {
    session.outLine("");
    session.out(
        wrap(
            session.say(
                    "This user may make no cgroup, so this chapter is passed over. To see it: ",
                    "Este usuário não pode criar cgroups, então este capítulo é pulado. Para vê-lo: ")
                + host.remedy(),
            ""));
  }

  private int sum(int all, int skipped, List<String> failed) {
    session.outLine("");
    int done = all - skipped - failed.size();
    String text =
        done
            + session.say(" of ", " de ")
            + all
            + session.say(" chapters worked here", " capítulos funcionaram aqui")
            + (skipped == 0 ? "" : "; " + skipped + session.say(" passed over", " pulados"));
    print(failed.isEmpty() ? Style.GOOD : Style.WARN, text);
    if (failed.isEmpty()) {
      return 0;
    }
    StringBuilder names = new StringBuilder();
    for (String name : failed) {
      names.append(names.length() == 0 ? "" : ", ").append(name);
    }
    session.note(
        session.say("these chapters failed: ", "estes capítulos falharam: ")
            + names
            + session.say(
                "; see the lines marked =>, and: jaula info",
                "; veja as linhas com =>, e: jaula info"));
    return 1;
  }

  private void print(Style style, String text) {
    Line line = Line.of(style, text);
    session.outLine(color ? line.ansi(true) : line.text());
  }

  /** Breaks at spaces. */
  private String wrap(String text, String indent) {
    StringBuilder wrapped = new StringBuilder(indent);
    int column = indent.length();
    @Nullable String glue = null;
    for (String word : Values.split(text, ' ')) {
      if (glue != null && column + 1 + word.length() > width - MARGIN) {
        wrapped.append('\n').append(indent);
        column = indent.length();
      } else if (glue != null) {
        wrapped.append(glue);
        column++;
      }
      wrapped.append(word);
      column += word.length();
      glue = " ";
    }
    return wrapped.append('\n').toString();
  }
}

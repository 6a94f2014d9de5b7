package dev.jaula.learn;

import dev.jaula.args.Text;
import java.util.ArrayList;
import java.util.List;

/** Writes a chapter down, step by step. */
final class ChapterBuilder {
  private final String name;
  private final Text title;
  private final List<Step> steps = new ArrayList<>();
  private Chapter.Need need = Chapter.Need.NOTHING;
  private String cleanup = "";

  ChapterBuilder(String name, String en, String pt) {
    this.name = name;
    this.title = new Text(en, pt);
  }

  ChapterBuilder needsCgroup() {
    need = Chapter.Need.CGROUP;
    return this;
  }

  ChapterBuilder say(String en, String pt) {
    steps.add(new Step.Say(new Text(en, pt)));
    return this;
  }

  ChapterBuilder hand(String line) {
    steps.add(new Step.Hand(line));
    return this;
  }

  /** A command that must end with exit code 0. */
  ChapterBuilder run(String output, String line) {
    steps.add(new Step.Run(output, line, false));
    return this;
  }

  /** A command that the kernel must refuse, or end. */
  ChapterBuilder fail(String output, String line) {
    steps.add(new Step.Run(output, line, true));
    return this;
  }

  ChapterBuilder check(Claim claim, String en, String pt) {
    steps.add(new Step.Check(claim, new Text(en, pt)));
    return this;
  }

  ChapterBuilder cleanup(String line) {
    cleanup = line;
    return this;
  }

  Chapter build() {
    return new Chapter(name, title, need, steps, cleanup);
  }
}

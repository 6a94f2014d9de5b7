package dev.jaula.args;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Groups of options, each made when it is looked at first. */
final class Groups extends AbstractList<OptionGroup> {
  private final List<Supplier<OptionGroup>> makers;
  private final List<@Nullable OptionGroup> made;

  Groups(List<Supplier<OptionGroup>> makers) {
    this.makers = makers;
    this.made = new ArrayList<>();
    for (int i = 0; i < makers.size(); i++) {
      made.add(null);
    }
  }

  @Override
  public OptionGroup get(int index) {
    OptionGroup group = made.get(index);
    if (group == null) {
      group = makers.get(index).get();
      made.set(index, group);
    }
    return group;
  }

  @Override
  public int size() {
    return makers.size();
  }
}

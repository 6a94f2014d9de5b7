package dev.jaula.format;

import dev.jaula.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables in sight, the innermost last; the first is {@code $}, the data. */
final class Variables {
  private record Variable(String name, @Nullable JsonValue value) {}

  private final List<Variable> stack = new ArrayList<>();

  Variables(JsonValue data) {
    push("$", data);
  }

  int mark() {
    return stack.size();
  }

  void release(int mark) {
    stack.subList(mark, stack.size()).clear();
  }

  void push(String name, @Nullable JsonValue value) {
    stack.add(new Variable(name, value));
  }

  /** Changes a variable; false when there is none, which the parser lets through as Go's does. */
  boolean set(String name, @Nullable JsonValue value) {
    int at = find(name);
    if (at >= 0) {
      stack.set(at, new Variable(name, value));
    }
    return at >= 0;
  }

  @Nullable JsonValue get(String name) {
    return stack.get(find(name)).value();
  }

  private int find(String name) {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}

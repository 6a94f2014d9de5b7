package dev.jaula.format;

import dev.jaula.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** An argument of a function: where it is written, and its value. */
record Argument(Node.Operand from, @Nullable JsonValue value) {}

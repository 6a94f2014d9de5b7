package dev.jaula.spec;

import dev.jaula.json.JsonText;

/**
 * A part of a config.json that writes itself, with its name. It is called through this interface
 * only: then a program that makes no such part has no such code either.
 */
interface Member {
  void write(JsonText out);
}

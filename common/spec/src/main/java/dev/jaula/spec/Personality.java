package dev.jaula.spec;

import dev.jaula.json.JsonText;

/** Execution domain (config-linux.md, "Personality"; man 2 personality), named as the spec does. */
public enum Personality implements Member {
  LINUX(0),
  /** uname(2) tells of a processor of 32 bits. */
  LINUX32(8);

  private final int persona;

  Personality(int persona) {
    this.persona = persona;
  }

  /** The argument of personality(2). */
  public int persona() {
    return persona;
  }

  @Override
  public void write(JsonText out) {
    out.object("personality").member("domain", name()).endObject();
  }
}

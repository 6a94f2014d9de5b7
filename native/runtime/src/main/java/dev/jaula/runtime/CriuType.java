package dev.jaula.runtime;

/** What is asked of CRIU and what it answers to (rpc.proto, criu_req_type). */
enum CriuType {
  EMPTY(0),
  DUMP(1),
  RESTORE(2),
  CHECK(3),
  PRE_DUMP(4),
  NOTIFY(6),
  FEATURE_CHECK(9),
  VERSION(10);

  private final int number;

  CriuType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** EMPTY, which is what CRIU says when it has not understood, for any that is not known. */
  static CriuType of(long number) {
    for (CriuType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return EMPTY;
  }
}

package dev.jaula.plan;

/** How a container's first process stands to the process that starts it. */
public enum Lifetime {
  /** It ends when the caller is killed: the caller is its monitor. */
  WITH_CALLER,
  /** It lives on alone once it has been executed (OCI run). */
  ALONE,
  /** It lives on alone, and executes its command only when it is told to (OCI create). */
  WAITING
}

package dev.jaula.cgroup;

/** A control group that cannot be used as asked: one line with the thing, the value, the fix. */
public final class CgroupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CgroupException(String message) {
    super(message);
  }
}

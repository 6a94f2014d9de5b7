package dev.jaula.linux;

/** The session keyring (man 2 keyctl, man 7 keyrings). */
public final class Keys {
  private static final int JOIN_SESSION_KEYRING = 1;
  private static final int SETPERM = 5;
  private static final int DESCRIBE = 6;
  private static final int LIMIT = 4096;

  private final Kernel kernel;

  public Keys(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Enters the keyring of that name, which is made when it is missing; its number or -errno. */
  public int tryJoinSession(String name) {
    return (int) kernel.attempt(Nr.KEYCTL, JOIN_SESSION_KEYRING, kernel.string(name), 0);
  }

  /** Grants more on a key; the bits are man 7 keyrings' "Permissions". */
  public void grant(int key, int more) {
    long at = kernel.memory().zeroed(LIMIT);
    String object = "key " + key;
    int length = (int) kernel.call("describe", object, Nr.KEYCTL, DESCRIBE, key, at, LIMIT, 0, 0);
    // type;uid;gid;permissions;description
    String text = kernel.memory().read(at, Math.min(length, LIMIT));
    int from = 0;
    for (int i = 0; i < 3; i++) {
      from = text.indexOf(';', from) + 1;
    }
    int to = text.indexOf(';', from);
    if (from == 0 || to < 0) {
      throw new LinuxException("describe", object, Errno.EINVAL);
    }
    long granted = Long.parseLong(text.substring(from, to), 16) | more;
    kernel.call("setperm", object, Nr.KEYCTL, SETPERM, key, granted);
  }
}

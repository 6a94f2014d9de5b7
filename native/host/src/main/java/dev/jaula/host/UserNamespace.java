package dev.jaula.host;

import dev.jaula.linux.Stat;
import dev.jaula.perform.Machine;
import org.jspecify.annotations.Nullable;

/** The user namespace of this process (man 7 user_namespaces). */
public final class UserNamespace {
  /** USER_NS_INIT_INO of linux/nsfs.h: the first user namespace has this inode on every kernel. */
  private static final long INITIAL = 0xEFFFFFFDL;

  private UserNamespace() {}

  /**
   * Whether root here is root of the machine. In any other user namespace it may be an ordinary
   * user outside, to whom /run and the cgroups do not belong.
   */
  public static boolean isInitial(Machine machine) {
    @Nullable Stat stat = machine.files().stat("/proc/self/ns/user");
    return stat == null || stat.inode() == INITIAL;
  }
}

package dev.jaula.seccomp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile means, found by reading its rules one after another: slow, plain, and apart from
 * the compiler.
 */
final class Oracle {
  private static final Map<String, Integer> SOCKETCALL =
      Map.of("socket", 1, "bind", 2, "connect", 3, "accept", 5, "send", 9, "recvmmsg", 19);
  private static final Map<String, Integer> IPC =
      Map.of("semop", 1, "semtimedop", 4, "msgsnd", 11, "shmat", 21, "shmctl", 24);

  private final Profile profile;
  private final Architecture machine;
  private final Map<Architecture, Map<Integer, List<String>>> names =
      new EnumMap<>(Architecture.class);
  private final Map<Architecture, Integer> newest = new EnumMap<>(Architecture.class);

  Oracle(Profile profile, Architecture machine, SyscallTable table) {
    this.profile = profile;
    this.machine = machine;
    for (Architecture a : Architecture.values()) {
      if (!a.supported()) {
        continue;
      }
      Map<Integer, List<String>> byNumber = new HashMap<>();
      for (String name : table.names()) {
        int number = table.number(name, a);
        if (number >= 0) {
          byNumber.computeIfAbsent(number, x -> new ArrayList<>()).add(name);
        }
      }
      names.put(a, byNumber);
      newest.put(
          a,
          profile.syscalls().stream()
              .flatMap(r -> r.names().stream())
              .mapToInt(n -> table.number(n, a))
              .filter(n -> a == Architecture.X32 || n < 0xf0000)
              .max()
              .orElse(-1));
    }
  }

  int run(int arch, int number, long... args) {
    Architecture a = architecture(arch, number);
    if (a == null || a != machine && !profile.architectures().contains(a)) {
      boolean skipped = number == -1 && arch == Architecture.X86_64.audit();
      return skipped && covers(Architecture.X86_64) ? beyond(Architecture.X86_64) : 0x80000000;
    }
    @Nullable Integer found = null;
    List<String> own = names.getOrDefault(a, Map.of()).getOrDefault(number, List.of());
    for (Rule rule : profile.syscalls()) {
      int result = result(rule.action(), rule.errnoRet());
      for (String name : rule.names()) {
        if (result == byDefault()) {
          continue;
        }
        if (own.contains(name)) {
          if (rule.args().isEmpty()) {
            return result;
          }
          found = found == null && holds(rule.args(), a, args) ? Integer.valueOf(result) : found;
        }
        boolean gate = a == Architecture.X86 && through(own, name, args[0]);
        boolean opens = List.of(Action.ALLOW, Action.LOG, Action.TRACE).contains(rule.action());
        if (gate && !(opens && !rule.args().isEmpty()) && found == null) {
          found = result;
        }
      }
    }
    if (found != null) {
      return found;
    }
    boolean known = own.stream().anyMatch(n -> ruled(n));
    boolean later =
        Integer.compareUnsigned(number, newest.getOrDefault(a, -1)) > 0
            || newest.getOrDefault(a, -1) < 0;
    return later && !known ? beyond(a) : byDefault();
  }

  /** Whether any rule that is not void names the call. */
  private boolean ruled(String name) {
    return profile.syscalls().stream()
        .anyMatch(r -> r.names().contains(name) && result(r.action(), r.errnoRet()) != byDefault());
  }

  private boolean covers(Architecture a) {
    return a == machine || profile.architectures().contains(a);
  }

  private int beyond(Architecture a) {
    boolean permits =
        switch (profile.defaultAction()) {
          case ALLOW, LOG, TRACE -> true;
          default -> false;
        };
    return permits || newest.getOrDefault(a, -1) < 0 ? byDefault() : 0x00050000 | 38;
  }

  private int byDefault() {
    return result(profile.defaultAction(), profile.defaultErrnoRet());
  }

  private static int result(Action action, @Nullable Integer errno) {
    return switch (action) {
      case ERRNO, TRACE -> action.value() | (errno == null ? 1 : errno);
      default -> action.value();
    };
  }

  private static @Nullable Architecture architecture(int arch, int number) {
    return switch (arch) {
      case 0xC000003E ->
          Integer.compareUnsigned(number, 0x40000000) >= 0 ? Architecture.X32 : Architecture.X86_64;
      case 0x40000003 -> Architecture.X86;
      case 0xC00000B7 -> Architecture.AARCH64;
      case 0x40000028 -> Architecture.ARM;
      default -> null;
    };
  }

  private static boolean through(List<String> own, String name, long first) {
    if (own.contains("socketcall") && SOCKETCALL.containsKey(name)) {
      return (int) first == SOCKETCALL.get(name);
    }
    return own.contains("ipc") && IPC.containsKey(name) && (first & 0xffff) == IPC.get(name);
  }

  private static boolean holds(List<Condition> all, Architecture a, long[] args) {
    boolean repeated = all.stream().mapToInt(Condition::index).distinct().count() < all.size();
    return repeated
        ? all.stream().anyMatch(c -> holds(c, a, args))
        : all.stream().allMatch(c -> holds(c, a, args));
  }

  private static boolean holds(Condition c, Architecture a, long[] args) {
    boolean wide = a == Architecture.X86_64 || a == Architecture.AARCH64;
    long kept = wide ? -1 : 0xffffffffL;
    long left = args[c.index()] & kept;
    long right = c.value() & kept;
    int order = Long.compareUnsigned(left, right);
    return switch (c.operator()) {
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case EQ -> order == 0;
      case GE -> order >= 0;
      case GT -> order > 0;
      case MASKED_EQ -> (left & right) == (c.valueTwo() & kept);
    };
  }
}

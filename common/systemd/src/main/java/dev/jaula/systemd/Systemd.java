package dev.jaula.systemd;

import dev.jaula.linux.Errno;
import dev.jaula.linux.Kernel;
import dev.jaula.linux.LinuxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service manager (org.freedesktop.systemd1(5)): units are made, changed and ended. Every call
 * waits until it is done, 30 seconds at most. What systemd refuses is a {@link SystemdException}
 * with the bus error's name; what the connection suffers as well, with an empty name.
 */
public final class Systemd implements AutoCloseable {
  private static final String SERVICE = "org.freedesktop.systemd1";
  private static final String PATH = "/org/freedesktop/systemd1";
  private static final String MANAGER = SERVICE + ".Manager";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  /** When another job of the unit waits, ours takes its place. */
  private static final Value REPLACE = Value.string("replace");

  private static final String DONE = "done";

  private final Connection connection;

  /** From jobs that have ended to how. */
  private final Map<String, String> endedJobs;

  private int version = -1;

  private Systemd(Connection connection, Map<String, String> endedJobs) {
    this.connection = connection;
    this.endedJobs = endedJobs;
  }

  /** The system's manager; for root. */
  public static Systemd system(Kernel kernel) {
    return connect(kernel, BusAddress.system(kernel.variable("DBUS_SYSTEM_BUS_ADDRESS")));
  }

  /** The manager of the user whose environment we have. */
  public static Systemd user(Kernel kernel, int uid) {
    String variable = kernel.variable("DBUS_SESSION_BUS_ADDRESS");
    return connect(kernel, BusAddress.user(variable, kernel.variable("XDG_RUNTIME_DIR"), uid));
  }

  /** The first address that answers; one error that names all of them when none does. */
  static Systemd connect(Kernel kernel, List<BusAddress> addresses) {
    StringBuilder failures = new StringBuilder();
    for (BusAddress address : addresses) {
      failures.append(failures.length() == 0 ? "" : ", ");
      try {
        Map<String, String> ended = new HashMap<>();
        return new Systemd(Connection.open(kernel, address, signal -> note(signal, ended)), ended);
      } catch (LinuxException e) {
        failures.append(address.path()).append(" (").append(Errno.text(e.errno())).append(')');
      } catch (SystemdException e) {
        failures.append(e.getMessage());
      }
    }
    throw new SystemdException(
        "cannot reach systemd at " + failures + "; is it running? cgroupfs does without it");
  }

  /** {@code JobRemoved(u id, o job, s unit, s result)}. */
  private static void note(Message signal, Map<String, String> endedJobs) {
    if (signal.member().equals("JobRemoved") && signal.interfaceName().equals(MANAGER)) {
      List<Value> body = signal.values("uoss");
      endedJobs.put(Message.text(body.get(1)), Message.text(body.get(3)));
    }
  }

  /**
   * Makes a transient unit and waits until its processes are in it. A failed unit of the same name
   * that was left is cleared away first; a slice that is there already is as good.
   *
   * @return whether the unit was made; false for a slice that was there, with whatever is in it
   * @param properties as {@link UnitProperties} and {@link ResourceProperties} give them
   */
  public boolean start(UnitPath unit, List<Property> properties) {
    try {
      startOnce(unit.name(), properties);
      return true;
    } catch (SystemdException e) {
      if (!e.name().equals(SystemdException.UNIT_EXISTS)) {
        throw e;
      }
      if (unit.isSlice()) {
        return false;
      }
      resetFailed(unit.name());
      startOnce(unit.name(), properties);
      return true;
    }
  }

  private void startOnce(String unit, List<Property> properties) {
    Value auxiliary = new Value.Items("(sa(sv))", List.of());
    List<Value> body = List.of(Value.string(unit), REPLACE, Property.list(properties), auxiliary);
    String result = job("start", unit, "StartTransientUnit", body);
    if (!result.equals(DONE)) {
      resetFailed(unit);
      throw new SystemdException(
          "error creating systemd unit `" + unit + "`: got `" + result + "`");
    }
  }

  /**
   * Ends a unit: what still runs in it gets SIGTERM, and SIGKILL after the unit's TimeoutStopUSec.
   * One that has ended by itself is cleared away if it had failed; one that is not there is fine.
   */
  public void stop(UnitPath unit) {
    try {
      List<Value> body = List.of(Value.string(unit.name()), REPLACE);
      job("stop", unit.name(), "StopUnit", body);
    } catch (SystemdException e) {
      if (!e.name().equals(SystemdException.NO_SUCH_UNIT)) {
        throw e;
      }
    }
    resetFailed(unit.name());
  }

  /** Changes a unit until the next boot; an empty list changes nothing and asks nothing. */
  public void setProperties(UnitPath unit, List<Property> properties) {
    if (!properties.isEmpty()) {
      List<Value> body =
          List.of(Value.string(unit.name()), Value.bool(true), Property.list(properties));
      call("set properties of", unit.name(), PATH, MANAGER, "SetUnitProperties", body);
    }
  }

  /** The cgroup of the manager itself: {@code /} for the system's. */
  public String managerControlGroup() {
    String group = property("systemd", PATH, MANAGER, "ControlGroup");
    return group.isEmpty() ? "/" : group;
  }

  /** The version, such as 252; asked for once. */
  public int version() {
    if (version < 0) {
      version = number(property("systemd", PATH, MANAGER, "Version"));
    }
    return version;
  }

  /** 252 for {@code 252.39-1~deb12u1}, {@code v252-3.fc40} and {@code 252}; 0 without a number. */
  static int number(String version) {
    int start = version.startsWith("v") ? 1 : 0;
    int end = start;
    while (end < version.length() && Digits.digit(version.charAt(end), 10) >= 0) {
      end++;
    }
    return end - start > 9 ? 0 : (int) Math.max(0, Digits.natural(version.substring(start, end)));
  }

  private String property(String unit, String path, String interfaceName, String name) {
    List<Value> body = List.of(Value.string(interfaceName), Value.string(name));
    Message answer = call("read " + name + " of", unit, path, PROPERTIES, "Get", body);
    Value value = answer.values("v").get(0);
    return value instanceof Value.Variant variant ? Message.text(variant.value()) : "";
  }

  /** A failed unit stays loaded until this is said; of any other there is nothing to clear. */
  private void resetFailed(String unit) {
    try {
      call("reset", unit, PATH, MANAGER, "ResetFailedUnit", List.of(Value.string(unit)));
    } catch (SystemdException e) {
      if (e.name().isEmpty()) {
        throw e; // the connection, not systemd
      }
    }
  }

  /** Calls what makes a job of a unit, and waits for the job's end; the match comes before it. */
  private String job(String verb, String unit, String member, List<Value> body) {
    try {
      connection.match(
          "type='signal',sender='"
              + SERVICE
              + "',path='"
              + PATH
              + "',interface='"
              + MANAGER
              + "',member='JobRemoved',arg2='"
              + unit
              + "'");
      int serial = connection.send(SERVICE, PATH, MANAGER, member, body);
      String job = Message.text(connection.answer(serial).values("o").get(0));
      return connection.await(() -> endedJobs.remove(job));
    } catch (LinuxException e) {
      throw failed(verb, unit, "", e);
    } catch (SystemdException e) {
      throw failed(verb, unit, e.name(), e);
    }
  }

  private Message call(
      String verb,
      String unit,
      String path,
      String interfaceName,
      String member,
      List<Value> body) {
    try {
      return connection.answer(connection.send(SERVICE, path, interfaceName, member, body));
    } catch (LinuxException e) {
      throw failed(verb, unit, "", e);
    } catch (SystemdException e) {
      throw failed(verb, unit, e.name(), e);
    }
  }

  private static SystemdException failed(
      String verb, String unit, String name, RuntimeException cause) {
    return new SystemdException(
        name, "unable to " + verb + " unit \"" + unit + "\": " + cause.getMessage());
  }

  @Override
  public void close() {
    connection.close();
  }
}

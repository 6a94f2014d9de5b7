package dev.jaula.perform;

import dev.jaula.linux.Fd;
import dev.jaula.linux.Files;
import dev.jaula.linux.Memory;
import dev.jaula.linux.Nr;
import dev.jaula.linux.Syscalls;
import java.util.List;

/** Loads a program of eBPF and attaches it to a cgroup, which keeps it (man 2 bpf). */
public final class DeviceFilter {
  private static final int LOAD = 5;
  private static final int ATTACH = 8;

  /** BPF_PROG_TYPE_CGROUP_DEVICE, BPF_CGROUP_DEVICE and BPF_F_ALLOW_MULTI of linux/bpf.h. */
  private static final int TYPE = 15;

  private static final int PLACE = 6;
  private static final int MANY = 2;

  private static final int ATTRIBUTES = 64;
  private static final String NAME = "jaula_devices";

  private final Machine machine;
  private final Syscalls raw;
  private final Memory memory;

  public DeviceFilter(Machine machine) {
    this.machine = machine;
    this.raw = machine.kernel().syscalls();
    this.memory = machine.kernel().memory();
  }

  /** Beside the programs of others: what one of them refuses is refused. */
  public void attach(String directory, List<Long> program) {
    try (Fd cgroup = machine.files().open(directory, Files.O_RDONLY | Files.O_DIRECTORY);
        Fd loaded = machine.files().own(load(directory, program))) {
      long attributes = memory.zeroed(ATTRIBUTES);
      raw.putInt(attributes, cgroup.number());
      raw.putInt(attributes + 4, loaded.number());
      raw.putInt(attributes + 8, PLACE);
      raw.putInt(attributes + 12, MANY);
      call("attach device rules to", directory, ATTACH, attributes);
    }
  }

  private int load(String directory, List<Long> program) {
    long code = memory.zeroed(8 * program.size());
    for (int i = 0; i < program.size(); i++) {
      raw.putLong(code + 8L * i, program.get(i));
    }
    long attributes = memory.zeroed(ATTRIBUTES);
    raw.putInt(attributes, TYPE);
    raw.putInt(attributes + 4, program.size());
    raw.putLong(attributes + 8, code);
    raw.putLong(attributes + 16, memory.string("Apache-2.0"));
    for (int i = 0; i < NAME.length(); i++) {
      raw.putByte(attributes + 48 + i, (byte) NAME.charAt(i));
    }
    return call("load device rules for", directory, LOAD, attributes);
  }

  private int call(String what, String directory, int command, long attributes) {
    return (int)
        machine.kernel().call(what, directory, Nr.BPF, command, attributes, ATTRIBUTES, 0, 0, 0);
  }
}

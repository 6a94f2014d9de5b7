package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import dev.jaula.cgroup.Resources.Rate;
import dev.jaula.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes linux.resources; limits that were not given are left out. */
final class ResourcesWriter {
  private ResourcesWriter() {}

  static void write(Resources resources, List<DeviceRule> rules, JsonText out) {
    if (rules.isEmpty() && resources.equals(Resources.NONE)) {
      return;
    }
    out.object("resources");
    devices(rules, out);
    memory(resources.memory(), out);
    cpu(resources.cpu(), out);
    @Nullable Long pids = resources.pids();
    if (pids != null) {
      out.object("pids").member("limit", pids).endObject();
    }
    blockIo(resources.blockIo(), out);
    hugepages(resources, out);
    network(resources.network(), out);
    rdma(resources.rdma(), out);
    if (!resources.unified().isEmpty()) {
      SpecWriter.map("unified", resources.unified(), out);
    }
    out.endObject();
  }

  private static void devices(List<DeviceRule> rules, JsonText out) {
    if (rules.isEmpty()) {
      return;
    }
    out.array("devices");
    for (DeviceRule rule : rules) {
      out.object().member("allow", rule.allow());
      if (rule.type() != 'a') {
        out.member("type", String.valueOf(rule.type()));
      }
      number("major", rule.major(), out);
      number("minor", rule.minor(), out);
      out.member("access", rule.access()).endObject();
    }
    out.endArray();
  }

  private static void number(String name, int number, JsonText out) {
    if (number >= 0) {
      out.member(name, number);
    }
  }

  private static void memory(Resources.Memory memory, JsonText out) {
    if (memory.equals(Resources.NONE.memory())) {
      return;
    }
    out.object("memory");
    SpecWriter.number("limit", memory.limit(), out);
    SpecWriter.number("reservation", memory.reservation(), out);
    SpecWriter.number("swap", memory.swap(), out);
    SpecWriter.number("kernel", memory.kernel(), out);
    SpecWriter.number("kernelTCP", memory.kernelTcp(), out);
    SpecWriter.number("swappiness", memory.swappiness(), out);
    choice("disableOOMKiller", memory.disableOomKiller(), out);
    choice("useHierarchy", memory.useHierarchy(), out);
    choice("checkBeforeUpdate", memory.checkBeforeUpdate(), out);
    out.endObject();
  }

  private static void choice(String name, @Nullable Boolean choice, JsonText out) {
    if (choice != null) {
      out.member(name, choice);
    }
  }

  private static void cpu(Resources.Cpu cpu, JsonText out) {
    if (cpu.equals(Resources.NONE.cpu())) {
      return;
    }
    out.object("cpu");
    SpecWriter.number("shares", cpu.shares(), out);
    SpecWriter.number("quota", cpu.quota(), out);
    SpecWriter.number("burst", cpu.burst(), out);
    SpecWriter.number("period", cpu.period(), out);
    SpecWriter.number("realtimeRuntime", cpu.realtimeRuntime(), out);
    SpecWriter.number("realtimePeriod", cpu.realtimePeriod(), out);
    SpecWriter.text("cpus", cpu.cpus(), out);
    SpecWriter.text("mems", cpu.mems(), out);
    SpecWriter.number("idle", cpu.idle(), out);
    out.endObject();
  }

  private static void blockIo(Resources.BlockIo blockIo, JsonText out) {
    if (blockIo.equals(Resources.NONE.blockIo())) {
      return;
    }
    out.object("blockIO");
    SpecWriter.number("weight", blockIo.weight(), out);
    SpecWriter.number("leafWeight", blockIo.leafWeight(), out);
    if (!blockIo.devices().isEmpty() || !blockIo.leafDevices().isEmpty()) {
      out.array("weightDevice");
      weights("weight", blockIo.devices(), out);
      weights("leafWeight", blockIo.leafDevices(), out);
      out.endArray();
    }
    for (Rate rate : Rate.values()) {
      throttles(rate, blockIo.throttles(), out);
    }
    out.endObject();
  }

  private static void weights(String name, List<Resources.DeviceWeight> devices, JsonText out) {
    for (Resources.DeviceWeight device : devices) {
      out.object().member("major", device.major()).member("minor", device.minor());
      out.member(name, device.weight()).endObject();
    }
  }

  private static void throttles(Rate rate, List<Resources.Throttle> throttles, JsonText out) {
    boolean begun = false;
    for (Resources.Throttle throttle : throttles) {
      if (throttle.rate() == rate) {
        if (!begun) {
          out.array(ResourcesReader.throttleName(rate));
        }
        begun = true;
        out.object().member("major", throttle.major()).member("minor", throttle.minor());
        out.member("rate", throttle.limit()).endObject();
      }
    }
    if (begun) {
      out.endArray();
    }
  }

  private static void hugepages(Resources resources, JsonText out) {
    if (resources.hugepages().isEmpty()) {
      return;
    }
    out.array("hugepageLimits");
    for (Resources.Hugepages limit : resources.hugepages()) {
      out.object().member("pageSize", limit.pageSize()).member("limit", limit.limit());
      out.endObject();
    }
    out.endArray();
  }

  private static void network(Resources.Network network, JsonText out) {
    if (network.equals(Resources.NONE.network())) {
      return;
    }
    out.object("network");
    SpecWriter.number("classID", network.classId(), out);
    if (!network.priorities().isEmpty()) {
      out.array("priorities");
      for (Resources.NetworkPriority priority : network.priorities()) {
        out.object().member("name", priority.device());
        out.member("priority", priority.priority()).endObject();
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void rdma(List<Resources.Rdma> devices, JsonText out) {
    if (devices.isEmpty()) {
      return;
    }
    out.object("rdma");
    for (Resources.Rdma device : devices) {
      out.object(device.device());
      SpecWriter.number("hcaHandles", device.handles(), out);
      SpecWriter.number("hcaObjects", device.objects(), out);
      out.endObject();
    }
    out.endObject();
  }
}

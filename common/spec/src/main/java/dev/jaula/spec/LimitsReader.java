package dev.jaula.spec;

import dev.jaula.cgroup.Resources;
import org.jspecify.annotations.Nullable;

/** Reads the whole of linux.resources apart from its devices. */
final class LimitsReader {
  private static final long UINT32 = 4294967295L;

  private LimitsReader() {}

  static Resources read(Field resources) {
    Resources.Builder out = ResourcesReader.read(resources);
    @Nullable Field memory = resources.get("memory");
    if (memory != null) {
      memory(memory, out);
    }
    @Nullable Field blockIo = resources.get("blockIO");
    if (blockIo != null) {
      leafWeights(blockIo, out);
    }
    @Nullable Field network = resources.get("network");
    if (network != null) {
      network(network, out);
    }
    @Nullable Field rdma = resources.get("rdma");
    if (rdma != null) {
      rdma(rdma, out);
    }
    return out.build();
  }

  private static void memory(Field memory, Resources.Builder out) {
    out.kernelMemory(memory.integer("kernel", -1, ResourcesReader.MAX))
        .kernelTcpMemory(memory.integer("kernelTCP", -1, ResourcesReader.MAX))
        .disableOomKiller(memory.choice("disableOOMKiller"))
        .useHierarchy(memory.choice("useHierarchy"))
        .checkBeforeUpdate(memory.choice("checkBeforeUpdate"));
  }

  private static void leafWeights(Field blockIo, Resources.Builder out) {
    out.leafWeight(blockIo.integer("leafWeight", 0, ResourcesReader.MAX_WEIGHT));
    for (Field item : blockIo.items("weightDevice")) {
      @Nullable Long weight = item.integer("leafWeight", 0, ResourcesReader.MAX_WEIGHT);
      if (weight != null) {
        out.deviceLeafWeight(
            new Resources.DeviceWeight(
                ResourcesReader.major(item), ResourcesReader.minor(item), weight));
      }
    }
  }

  private static void network(Field network, Resources.Builder out) {
    out.networkClass(network.integer("classID", 0, UINT32));
    for (Field item : network.items("priorities")) {
      Field name = item.need("name", "\"eth0\"");
      if (name.text().isEmpty()) {
        throw name.bad("is empty; write a network device of the host, e.g. \"eth0\"");
      }
      long priority = item.need("priority", "5").integer(0, UINT32);
      out.networkPriority(new Resources.NetworkPriority(name.text(), priority));
    }
  }

  private static void rdma(Field rdma, Resources.Builder out) {
    for (Field device : rdma.entries()) {
      @Nullable Long handles = device.integer("hcaHandles", 0, UINT32);
      @Nullable Long objects = device.integer("hcaObjects", 0, UINT32);
      if (handles == null && objects == null) {
        throw device.bad("limits nothing; add hcaHandles or hcaObjects");
      }
      out.rdma(new Resources.Rdma(device.name(), handles, objects));
    }
  }
}

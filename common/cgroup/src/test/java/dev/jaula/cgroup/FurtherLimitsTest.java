package dev.jaula.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits that only an OCI config.json asks for. */
class FurtherLimitsTest {
  private static final Hierarchies V2 =
      new Hierarchies(Version.V2, new Hierarchy("/c", List.of()), List.of());
  private static final Hierarchies V1 =
      PlanTest.v1("memory", "blkio", "hugetlb", "net_cls,net_prio", "rdma");

  private static List<String> writes(Hierarchies h, UnaryOperator<Resources.Builder> limits) {
    return Plan.writes(h, limits.apply(Resources.builder()).build()).stream()
        .map(write -> write.path("/x") + "=" + write.value())
        .toList();
  }

  @Test
  void reservedHugePagesAreLimitedWhereTheKernelCountsThem() {
    UnaryOperator<Resources.Builder> limit =
        b -> b.hugepages(new Resources.Hugepages("2MB", 4194304));
    assertThat(writes(V2, limit))
        .containsExactly("/c/x/hugetlb.2MB.max=4194304", "/c/x/hugetlb.2MB.rsvd.max=4194304");
    assertThat(writes(V1, limit))
        .containsExactly(
            "/c/hugetlb/x/hugetlb.2MB.limit_in_bytes=4194304",
            "/c/hugetlb/x/hugetlb.2MB.rsvd.limit_in_bytes=4194304");
    FileWrite reserved = Plan.writes(V2, limit.apply(Resources.builder()).build()).get(1);
    assertThat(reserved.isOptional()).isTrue();
  }

  @Test
  void rdmaIsTheSameOnBoth() {
    UnaryOperator<Resources.Builder> limit =
        b -> b.rdma(new Resources.Rdma("mlx4_0", 2L, null)).rdma(new Resources.Rdma("m", null, 9L));
    assertThat(writes(V2, limit))
        .containsExactly("/c/x/rdma.max=mlx4_0 hca_handle=2", "/c/x/rdma.max=m hca_object=9");
    assertThat(writes(V1, limit)).startsWith("/c/rdma/x/rdma.max=mlx4_0 hca_handle=2");
  }

  @Test
  void theRestIsOfV1() {
    assertThat(
            writes(
                V1,
                b ->
                    b.networkClass(1048577L)
                        .networkPriority(new Resources.NetworkPriority("eth0", 5))
                        .kernelTcpMemory(-1L)
                        .kernelMemory(1L << 30)
                        .disableOomKiller(true)
                        .useHierarchy(true)
                        .leafWeight(300L)))
        .containsExactly(
            "/c/memory/x/memory.kmem.tcp.limit_in_bytes=-1",
            "/c/memory/x/memory.oom_control=1",
            "/c/memory/x/memory.use_hierarchy=1",
            "/c/blkio/x/blkio.bfq.leaf_weight=300",
            "/c/net_cls,net_prio/x/net_cls.classid=1048577",
            "/c/net_cls,net_prio/x/net_prio.ifpriomap=eth0 5");
  }

  static List<Arguments> onlyV1() {
    UnaryOperator<Resources.Builder> network = b -> b.networkClass(17L);
    UnaryOperator<Resources.Builder> killer = b -> b.disableOomKiller(true);
    UnaryOperator<Resources.Builder> leaf = b -> b.leafWeight(300L);
    UnaryOperator<Resources.Builder> tcp = b -> b.kernelTcpMemory(4096L);
    return List.of(
        Arguments.of("network.classID", network),
        Arguments.of("memory.disableOOMKiller", killer),
        Arguments.of("blockIO.leafWeight", leaf),
        Arguments.of("memory.kernelTCP", tcp));
  }

  @ParameterizedTest
  @MethodSource("onlyV1")
  void v2SaysWhatItLacks(String path, UnaryOperator<Resources.Builder> limit) {
    assertThatThrownBy(() -> writes(V2, limit))
        .isInstanceOf(CgroupException.class)
        .hasMessageStartingWith("linux.resources." + path + ": cgroup v2 has nothing like it");
  }

  @Test
  void whatV2DoesAnyhowIsNoError() {
    assertThat(
            writes(
                V2,
                b ->
                    b.networkClass(0L)
                        .disableOomKiller(false)
                        .useHierarchy(true)
                        .kernelTcpMemory(-1L)))
        .isEmpty();
  }
}

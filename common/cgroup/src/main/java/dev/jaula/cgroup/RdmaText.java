package dev.jaula.cgroup;

/** A line of rdma.max, the same on both versions (cgroup-v2.rst, "RDMA"). */
final class RdmaText {
  private RdmaText() {}

  /** {@code mlx4_0 hca_handle=2 hca_object=2000}. */
  static String of(Resources.Rdma rdma) {
    String handles = rdma.handles() == null ? "" : " hca_handle=" + rdma.handles();
    String objects = rdma.objects() == null ? "" : " hca_object=" + rdma.objects();
    return rdma.device() + handles + objects;
  }
}

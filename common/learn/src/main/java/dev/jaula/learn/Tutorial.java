package dev.jaula.learn;

import java.util.List;

/** All chapters in their order. */
public final class Tutorial {
  private Tutorial() {}

  public static List<Chapter> chapters(Host host) {
    return List.of(
        RootChapter.of(),
        UtsChapter.of(),
        PidChapter.of(),
        MountChapter.of(),
        IpcChapter.of(),
        NetChapter.of(),
        UserChapter.of(),
        CgroupNamespaceChapter.of(),
        TimeChapter.of(),
        FilesChapter.of(),
        CgroupChapter.of(host),
        CpuChapter.of(host),
        MemoryChapter.of(host),
        TogetherChapter.of(host));
  }
}

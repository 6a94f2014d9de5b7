package dev.jaula.bootstrap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A root file system from a distribution's packages: debootstrap's work. */
public final class Bootstrap {
  private Bootstrap() {}

  /** The names of the packages that would be installed. */
  public static List<String> printDebs(BootstrapOptions options, Progress progress) {
    try {
      List<String> names = new ArrayList<>();
      for (DebPackage each : plan(options, progress).packages().all()) {
        names.add(each.name());
      }
      return names;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Plan plan(BootstrapOptions options, Progress progress) throws IOException {
    Proxies proxies = new Proxies(AptConfig.read(options.machine()), options.environment());
    return Plan.make(options, new Fetcher(proxies), progress);
  }

  private static BootstrapException failed(IOException e) {
    return new BootstrapException(Fetcher.reason(e), e);
  }
}

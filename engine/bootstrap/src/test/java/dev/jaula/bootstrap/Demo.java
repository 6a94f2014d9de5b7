package dev.jaula.bootstrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a bootstrap, to try it without the engine. */
final class Demo {
  private Demo() {}

  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>();
    Variant variant = Variant.STANDARD;
    List<String> include = List.of();
    boolean print = false;
    boolean check = true;
    Path cache = null;
    for (String a : arguments) {
      if (a.startsWith("--variant=")) {
        variant = Variant.of(a.substring(10));
      } else if (a.startsWith("--include=")) {
        include = Words.list(a.substring(10));
      } else if (a.startsWith("--cache-dir=")) {
        cache = Path.of(a.substring(12));
      } else if (a.equals("--no-check-gpg")) {
        check = false;
      } else if (a.equals("--print-debs")) {
        print = true;
      } else {
        words.add(a);
      }
    }
    long start = System.nanoTime();
    String target = words.size() > 1 ? words.get(1) : "";
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    BootstrapOptions options =
        BootstrapOptions.of(words.getFirst(), target)
            .mirrors(words.size() > 2 ? words.subList(2, words.size()) : List.of())
            .variant(variant)
            .include(include)
            .checkGpg(check)
            .checkValidUntil(check)
            .cacheDir(cache)
            .epoch(epoch == null ? null : Long.valueOf(epoch))
            .jaula(Path.of(System.getProperty("jaula", "target/bin/jaula")))
            .environment(System.getenv())
            .inUserNamespace(Boolean.getBoolean("userns"))
            .build();
    Progress progress =
        new Progress() {
          @Override
          public void info(String line) {
            System.err.printf("%6d I: %s%n", (System.nanoTime() - start) / 1_000_000, line);
          }

          @Override
          public void warning(String line) {
            System.err.println("W: " + line);
          }
        };
    if (print) {
      System.out.println(String.join(" ", Bootstrap.printDebs(options, progress)));
    } else {
      Bootstrap.run(options, progress, (root, what) -> {});
    }
    System.err.printf("%6d end%n", (System.nanoTime() - start) / 1_000_000);
  }
}

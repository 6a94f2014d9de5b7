package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.bootstrap.Bootstrap;
import dev.jaula.bootstrap.BootstrapOptions;
import dev.jaula.bootstrap.Bootstrapped;
import dev.jaula.bootstrap.Progress;
import dev.jaula.bootstrap.Variant;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Arr;
import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaula bootstrap}: a directory, an archive or an image from packages. */
final class BootstrapVerb {
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Call call;
  private final Arguments arguments;

  private BootstrapVerb(Call call, Arguments arguments) {
    this.call = call;
    this.arguments = arguments;
  }

  static int run(Call call, Arguments arguments) throws IOException {
    BootstrapVerb verb = new BootstrapVerb(call, arguments);
    Progress progress = arguments.is("quiet") ? Progress.NONE : new BootstrapLines(call);
    BootstrapOptions options = verb.options();
    if (arguments.is("print-debs")) {
      Bootstrap.printDebs(options, progress).forEach(call.out()::println);
      return 0;
    }
    Bootstrap.run(options, progress, verb::image);
    return 0;
  }

  private BootstrapOptions options() throws IOException {
    Path work = Places.closed(call.store().resolve("bootstrap"));
    BootstrapOptions.Builder options =
        BootstrapOptions.of(arguments.operands().get(0), target())
            .variant(Variant.of(arguments.value("variant", "-")))
            .include(words("include"))
            .exclude(words("exclude"))
            .components(words("components"))
            .checkGpg(!arguments.is("no-check-gpg"))
            .checkValidUntil(!arguments.is("no-check-valid-until"))
            .printDebs(arguments.is("print-debs"))
            .environment(call.environment())
            .jaula(call.binary())
            .work(work)
            .inUserNamespace(!Unpacking.isInitial());
    @Nullable String mirror = arguments.operand(2);
    if (mirror != null) {
      options.mirrors(List.of(mirror));
    }
    @Nullable String arch = arguments.value("arch");
    if (arch != null) {
      options.arch(arch);
    }
    @Nullable String keyring = arguments.value("keyring");
    if (keyring != null) {
      options.keyrings(List.of(Path.of(keyring).toAbsolutePath()));
    }
    @Nullable String cache = arguments.value("cache-dir");
    options.cacheDir(cache == null ? null : Path.of(cache).toAbsolutePath());
    return options.epoch(epoch()).build();
  }

  /** Without a target only --print-debs makes sense. */
  private String target() {
    @Nullable String target = arguments.operand(1);
    if (target == null && !arguments.is("print-debs")) {
      throw new ImageException(
          "bootstrap: TARGET is missing: a directory, an archive such as debian.tar, or an image such as debian:stable");
    }
    return target == null ? "." : target;
  }

  private List<String> words(String option) {
    List<String> words = new ArrayList<>();
    for (String value : arguments.values(option)) {
      for (String word : value.split("[, ]+")) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }

  /** https://reproducible-builds.org/specs/source-date-epoch */
  private @Nullable Long epoch() {
    String epoch = call.environment().getOrDefault("SOURCE_DATE_EPOCH", "");
    try {
      return epoch.isEmpty() ? null : Long.valueOf(epoch);
    } catch (NumberFormatException e) {
      throw new ImageException(
          "SOURCE_DATE_EPOCH: \"" + epoch + "\" is not a number of seconds since 1970", e);
    }
  }

  /** An image of one layer, whose command is a shell. */
  private void image(Path root, Bootstrapped what) throws IOException {
    Reference name = Reference.parse(arguments.operands().get(1));
    Stores stores = Stores.open(call);
    try (Lease lease = stores.content().lease()) {
      LayerMaker.Made layer = new LayerMaker(stores).tree(root, what.epoch());
      String now = Instant.ofEpochSecond(what.epoch()).toString();
      ImageConfig empty = ImageConfig.empty(platform(what), now);
      Obj process = new Obj().put("Env", new Arr().add(PATH)).put("Cmd", new Arr().add("bash"));
      Obj step = new Obj().put("created", now);
      step.put("created_by", "jaula bootstrap " + what.suite() + " (" + what.codename() + ")");
      ImageConfig config = empty.with(layer.diffId(), step, process, now);
      Image image = new ImageMaker(call, stores).make(config, List.of(layer.blob()), name);
      Digest id = image.parts().config().digest();
      call.out().println(arguments.is("quiet") ? id : name.familiar() + " " + id);
    }
  }

  private static Platform platform(Bootstrapped what) {
    return switch (what.arch()) {
      case "armhf" -> new Platform("linux", "arm", "v7");
      case "armel" -> new Platform("linux", "arm", "v5");
      case "i386" -> new Platform("linux", "386", null);
      case "ppc64el" -> new Platform("linux", "ppc64le", null);
      default -> new Platform("linux", what.arch(), null);
    };
  }
}

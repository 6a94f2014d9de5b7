package dev.jaula.engine;

import dev.jaula.archive.Importer;
import dev.jaula.archive.Loaded;
import dev.jaula.archive.Loader;
import dev.jaula.archive.Saver;
import dev.jaula.args.Arguments;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code jaula save}, {@code load} and {@code import}. */
final class ArchiveVerbs {
  private static final int BUFFER = 1 << 17;

  private ArchiveVerbs() {}

  static int load(Call call, Arguments arguments) throws IOException {
    Stores stores = Stores.open(call);
    Loader loader = new Loader(stores.content(), stores.images());
    @Nullable String file = arguments.value("input");
    if (file == null && Terminal.isInputTerminal()) {
      throw new ImageException("requested load from stdin, but stdin is empty: give --input FILE");
    }
    try (Lease lease = stores.content().lease()) {
      List<Loaded> all = file == null ? loader.load(System.in) : loader.load(existing(file));
      for (Loaded one : all) {
        ready(call, stores, one);
        one.lines().forEach(call.out()::println);
      }
    }
    return 0;
  }

  private static Path existing(String file) {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new ImageException("--input: \"" + file + "\": there is no such file");
    }
    return path;
  }

  /** Unpacked at once, so that the first run is as quick as the second. */
  private static void ready(Call call, Stores stores, Loaded loaded) throws IOException {
    Image image = new Catalog(stores).load(loaded.target());
    Readiness readiness = new Readiness(call, stores);
    if (loaded.names().isEmpty()) {
      readiness.make(image, null);
    }
    for (Reference name : loaded.names()) {
      readiness.make(image, name);
    }
  }

  static int save(Call call, Arguments arguments) throws IOException {
    Stores stores = Stores.open(call);
    List<Saver.Saved> images = chosen(stores, arguments);
    Saver.Form form =
        arguments.value("format", "docker-archive").equals("oci-archive")
            ? Saver.Form.OCI_ARCHIVE
            : Saver.Form.DOCKER_ARCHIVE;
    Saver saver = new Saver(stores.content(), Platform.current());
    @Nullable String output = arguments.value("output");
    try (Lease lease = stores.content().lease()) {
      if (output != null) {
        write(saver, images, form, Path.of(output).toAbsolutePath());
      } else if (Terminal.isTerminal()) {
        throw new ImageException(
            "cowardly refusing to save to a terminal. Use the -o flag or redirect");
      } else {
        OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
        saver.save(images, form, out);
        out.flush();
      }
    }
    return 0;
  }

  /** Under another name first: whoever finds the file finds a whole one. */
  private static void write(Saver saver, List<Saver.Saved> images, Saver.Form form, Path output)
      throws IOException {
    Path folder = output.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ImageException("--output: the directory of \"" + output + "\" is not there");
    }
    if (Files.isDirectory(output)) {
      throw new ImageException("--output: \"" + output + "\" is a directory; name a file in it");
    }
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
      // a device, a pipe or a link stays what it is
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output), BUFFER)) {
        saver.save(images, form, out);
      }
      return;
    }
    Path fresh = Files.createTempFile(folder, ".jaula-", "");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), BUFFER)) {
        saver.save(images, form, out);
      }
      Files.move(fresh, output, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** One that is named twice is written once, with both names; one named by its ID has none. */
  private static List<Saver.Saved> chosen(Stores stores, Arguments arguments) throws IOException {
    Map<Digest, Descriptor> targets = new LinkedHashMap<>();
    Map<Digest, List<Reference>> names = new LinkedHashMap<>();
    for (String typed : arguments.operands()) {
      Catalog.Found found = new Catalog(stores).find(typed);
      Descriptor target = found.image().target();
      targets.putIfAbsent(target.digest(), target);
      List<Reference> given = names.computeIfAbsent(target.digest(), d -> new ArrayList<>());
      if (found.name() != null) {
        given.add(found.name());
      }
    }
    List<Saver.Saved> images = new ArrayList<>();
    targets.forEach((digest, target) ->
        images.add(new Saver.Saved(target, names.getOrDefault(digest, List.of()))));
    return images;
  }

  static int importing(Call call, Arguments arguments) throws IOException {
    String file = arguments.operands().get(0);
    @Nullable String typed = arguments.operand(1);
    @Nullable String platform = arguments.value("platform");
    Importer.Options options =
        new Importer.Options(
            typed == null ? null : Reference.parse(typed),
            platform == null ? Platform.current() : Platform.parse(platform),
            arguments.values("change"),
            arguments.value("message", "Imported from " + file),
            Instant.now());
    Stores stores = Stores.open(call);
    try (Lease lease = stores.content().lease();
        InputStream in = file.equals("-") ? System.in : Files.newInputStream(existing(file))) {
      Loaded loaded = new Importer(stores.content(), stores.images()).load(in, options);
      ready(call, stores, loaded);
      call.out().println(loaded.id());
    }
    return 0;
  }
}

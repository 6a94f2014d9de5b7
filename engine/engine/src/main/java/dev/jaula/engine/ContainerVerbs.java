package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.foreign.ForeignSyscalls;
import dev.jaula.image.ConfigChanges;
import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.ImageException;
import dev.jaula.image.Lease;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.layer.Change;
import dev.jaula.layer.Compression;
import dev.jaula.layer.Differ;
import dev.jaula.layer.PackOptions;
import dev.jaula.layer.Packer;
import dev.jaula.layer.Snapshots;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code jaula diff}, {@code commit} and {@code export}: what a container has made of its image.
 */
final class ContainerVerbs {
  private static final int BUFFER = 1 << 17;

  private ContainerVerbs() {}

  static int diff(Call call, Arguments arguments) throws IOException {
    KeptContainer container = KeptContainer.find(call, arguments.operands().get(0));
    Differ differ = new Differ(new ForeignSyscalls());
    for (Change change : differ.diff(container.upper(), container.lowers(call.store()))) {
      call.out().println(change);
    }
    return 0;
  }

  static int commit(Call call, Arguments arguments) throws IOException {
    @Nullable String typed = arguments.operand(1);
    @Nullable Reference name = typed == null ? null : Reference.parse(typed);
    KeptContainer container = KeptContainer.find(call, arguments.operands().get(0));
    Stores stores = Stores.open(call);
    try (Lease lease = stores.content().lease()) {
      Image base = new Catalog(stores).find(container.image().id()).image();
      Obj process = ConfigChanges.apply(base.config().process(), arguments.values("change"));
      LayerMaker.Made layer = new LayerMaker(stores).upper(container.upper());
      String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
      Obj step =
          new Obj()
              .put("created", now)
              .put("created_by", String.join(" ", container.image().command()));
      step.put("comment", arguments.value("message", ""));
      ImageConfig config = base.config().with(layer.diffId(), step, process, now);
      @Nullable String author = arguments.value("author");
      if (author != null) {
        config = config.withAuthor(author);
      }
      List<Descriptor> layers = new ArrayList<>(base.parts().layers());
      layers.add(layer.blob());
      call.out().println(new ImageMaker(call, stores).make(config, layers, name).id());
    }
    return 0;
  }

  static int export(Call call, Arguments arguments) throws IOException {
    @Nullable String output = arguments.value("output");
    if (output == null && Terminal.isTerminal()) {
      throw new ImageException(
          "cowardly refusing to save to a terminal. Use the -o flag or redirect");
    }
    KeptContainer container = KeptContainer.find(call, arguments.operands().get(0));
    Path work = Places.closed(call.store().resolve("export"));
    Path root = Files.createTempDirectory(work, "root-");
    try {
      List<Path> layers = container.lowers(call.store());
      layers.addFirst(container.upper());
      new Snapshots(new ForeignSyscalls()).copy(layers, root);
      try (OutputStream out = open(output)) {
        PackOptions plain = PackOptions.TREE.with(Compression.NONE);
        new Packer(new ForeignSyscalls()).pack(root, out, plain);
      }
    } finally {
      new dev.jaula.linux.Files(new dev.jaula.linux.Kernel(new ForeignSyscalls()))
          .directories()
          .removeTree(root.toString());
    }
    return 0;
  }

  private static OutputStream open(@Nullable String output) throws IOException {
    OutputStream out =
        output == null
            ? new FileOutputStream(FileDescriptor.out)
            : Files.newOutputStream(Path.of(output));
    return new BufferedOutputStream(out, BUFFER);
  }
}

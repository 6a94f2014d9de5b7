package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code jaula images}: Docker's columns, filters and templates; the newest image first. */
final class ImagesVerb {
  private final Call call;
  private final Arguments arguments;
  private final Stores stores;

  private ImagesVerb(Call call, Arguments arguments) throws IOException {
    this.call = call;
    this.arguments = arguments;
    this.stores = Stores.open(call);
  }

  static int run(Call call, Arguments arguments) throws IOException {
    return new ImagesVerb(call, arguments).print();
  }

  private int print() throws IOException {
    List<ImageRow> rows = rows();
    rows.removeIf(row -> !isWanted(row));
    ImageFilters filters = ImageFilters.of(arguments, stores);
    rows.removeIf(row -> !filters.accept(row));
    rows.sort(ImageRow.NEWEST);
    if (arguments.is("quiet")) {
      Set<String> ids = new LinkedHashSet<>();
      rows.forEach(row -> ids.add(row.id(arguments.is("no-trunc"))));
      ids.forEach(call.out()::println);
      return 0;
    }
    String fields =
        arguments.is("digests")
            ? "table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}"
            : "table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}";
    Output output = new Output(call, arguments, fields, ImageRow.HEADERS);
    output.print(rows.stream().map(row -> row.fields(arguments.is("no-trunc"))).toList());
    return 0;
  }

  private List<ImageRow> rows() throws IOException {
    Catalog catalog = new Catalog(stores);
    Map<Digest, Image> loaded = new HashMap<>();
    List<ImageRow> rows = new ArrayList<>();
    for (Named named : stores.images().list()) {
      Descriptor target = named.target();
      try {
        Image image = loaded.get(target.digest());
        if (image == null) {
          image = catalog.load(target);
          loaded.put(target.digest(), image);
        }
        @Nullable Reference name = named.name() == null ? null : Reference.parse(named.name());
        rows.add(new ImageRow(name, image));
      } catch (ImageException e) {
        call.note(target.digest() + ": " + e.getMessage());
      }
    }
    return rows;
  }

  private boolean isWanted(ImageRow row) {
    @Nullable String typed = arguments.operand(0);
    return typed == null || row.matches(typed);
  }
}

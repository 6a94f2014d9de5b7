package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.format.Filters;
import dev.jaula.format.ImageFilter;
import dev.jaula.image.Descriptor;
import dev.jaula.image.Digest;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images.Named;
import dev.jaula.image.Reference;
import dev.jaula.json.JsonValue.Obj;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
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
    if (arguments.operand(0) != null) {
      rows.removeIf(row -> !isWanted(row));
    }
    filter(rows);
    rows.sort(ImageRow::newestFirst);
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
    List<Obj> shown = new ArrayList<>();
    boolean dates = !arguments.value("format", "table").equals("table");
    for (ImageRow row : rows) {
      shown.add(row.fields(arguments.is("no-trunc"), dates));
    }
    Output.list(call, arguments, fields, ImageRow.HEADERS, shown);
    return 0;
  }

  private void filter(List<ImageRow> rows) {
    if (arguments.has("filter")) {
      Filters filters = Filters.parse(arguments.values("filter"), ImageFilter.NAMES);
      ImageFilter filter = new ImageFilter(filters, this::created, Instant.now());
      rows.removeIf(row ->
          !filter.test(row.facts()) || filter.names(row.facts()).isEmpty() != (row.name() == null));
    }
  }

  private Instant created(String image) {
    try {
      return ImageRow.instant(new Catalog(stores).find(image).image().config().created());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<ImageRow> rows() throws IOException {
    Catalog catalog = Catalog.forLists(stores);
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

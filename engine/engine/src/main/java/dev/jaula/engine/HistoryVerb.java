package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Descriptor;
import dev.jaula.json.JsonValue.Bool;
import dev.jaula.json.JsonValue.Obj;
import dev.jaula.json.JsonValue.Str;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** {@code jaula history}: the steps of an image, the last first, as Docker prints them. */
final class HistoryVerb {
  private static final int WIDEST = 45;
  private static final String MISSING = "<missing>";

  private static final Map<String, String> HEADERS =
      Map.of(
          "ID", "IMAGE",
          "CreatedSince", "CREATED",
          "CreatedAt", "CREATED AT",
          "CreatedBy", "CREATED BY",
          "Size", "SIZE",
          "Comment", "COMMENT");

  private HistoryVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    Stores stores = Stores.open(call);
    Image image = new Catalog(stores).find(arguments.operands().get(0)).image();
    List<Obj> rows = rows(image, arguments);
    if (arguments.is("quiet")) {
      rows.forEach(row -> call.out().println(text(row, "ID")));
      return 0;
    }
    String fields = "table {{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}";
    if (!arguments.is("human", true)) {
      fields = fields.replace("CreatedSince", "CreatedAt");
    }
    Output.list(call, arguments, fields, HEADERS, rows);
    return 0;
  }

  private static List<Obj> rows(Image image, Arguments arguments) {
    boolean whole = arguments.is("no-trunc");
    boolean human = arguments.is("human", true);
    List<Descriptor> layers = image.parts().layers();
    List<Obj> rows = new ArrayList<>();
    int layer = 0;
    for (Obj step : image.config().history()) {
      boolean empty = step.members().get("empty_layer") instanceof Bool flag && flag.value();
      long size = empty || layer >= layers.size() ? 0 : layers.get(layer++).size();
      Instant created = ImageRow.instant(text(step, "created"));
      String by = text(step, "created_by").replace('\t', ' ');
      boolean long_ = !whole && by.length() > WIDEST;
      Obj row = new Obj().put("Comment", text(step, "comment"));
      row.put("CreatedAt", Words.rfc3339(created)).put("CreatedSince", Words.since(created));
      row.put("CreatedBy", long_ ? by.substring(0, WIDEST - 1) + "…" : by).put("ID", MISSING);
      rows.add(row.put("Size", human ? Words.size(size) : String.valueOf(size)));
    }
    if (!rows.isEmpty()) {
      rows.getLast().put("ID", whole ? image.id() : image.parts().config().digest().brief());
    }
    Collections.reverse(rows);
    return rows;
  }

  private static String text(Obj object, String name) {
    return object.members().get(name) instanceof Str text ? text.value() : "";
  }
}

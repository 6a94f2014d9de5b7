package dev.jaula.engine;

import dev.jaula.image.ContentStore;
import dev.jaula.image.Descriptor;
import dev.jaula.image.ImageConfig;
import dev.jaula.image.Images;
import dev.jaula.image.Manifest;
import dev.jaula.image.MediaTypes;
import dev.jaula.image.Platform;
import dev.jaula.image.Reference;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the build does once: the verbs that people wait for, on a small store, so that the JVM keeps
 * what their start needs (JEP 483).
 */
final class TrainVerb {
  /** Few: all that is in the cache is loaded at every start. */
  private static final List<List<String>> VERBS =
      List.of(List.of("images"), List.of("images", "-q"), List.of("images", "train"));

  private TrainVerb() {}

  static int run(Call call) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Call quiet =
        new Call(
            call.store(),
            call.containers(),
            call.binary(),
            call.environment(),
            nowhere,
            call.error());
    image(call);
    for (List<String> words : VERBS) {
      int code = Main.run(quiet, words);
      if (code != 0) {
        call.note(words + ": exit code " + code);
        return code;
      }
    }
    return 0;
  }

  private static void image(Call call) throws IOException {
    ContentStore content = ContentStore.open(call.store().resolve("images"));
    ImageConfig config = ImageConfig.empty(Platform.current(), "2026-01-01T00:00:00Z");
    Descriptor parts = content.put(MediaTypes.CONFIG, config.bytes());
    Descriptor manifest = content.put(MediaTypes.MANIFEST, Manifest.of(parts, List.of()).bytes());
    new Images(content).tag(Reference.parse("train:1"), manifest);
  }
}

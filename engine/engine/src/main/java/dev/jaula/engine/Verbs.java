package dev.jaula.engine;

import dev.jaula.args.Arguments;
import java.io.IOException;

/** From the name of a verb to the class that does it. */
final class Verbs {
  private Verbs() {}

  static int call(Call call, Arguments arguments) throws IOException, InterruptedException {
    String verb = arguments.command().path().substring("jaula".length()).trim();
    return switch (verb) {
      case "pull", "image pull" -> PullVerb.run(call, arguments);
      case "push", "image push" -> PushVerb.run(call, arguments);
      case "prepare" -> PrepareVerb.run(call, arguments);
      case "train" -> TrainVerb.run(call);
      case "images", "image ls" -> ImagesVerb.run(call, arguments);
      case "history", "image history" -> HistoryVerb.run(call, arguments);
      case "inspect", "image inspect" -> InspectVerb.run(call, arguments);
      case "save", "image save" -> ArchiveVerbs.save(call, arguments);
      case "load", "image load" -> ArchiveVerbs.load(call, arguments);
      case "import", "image import" -> ArchiveVerbs.importing(call, arguments);
      case "diff" -> ContainerVerbs.diff(call, arguments);
      case "commit" -> ContainerVerbs.commit(call, arguments);
      case "export" -> ContainerVerbs.export(call, arguments);
      case "bootstrap" -> BootstrapVerb.run(call, arguments);
      case "df" -> DfVerb.run(call, arguments);
      case "prune", "image prune" -> PruneVerb.run(call, arguments);
      case "fsck" -> FsckVerb.run(call, arguments);
      case "rmi", "image rm" -> RmiVerb.run(call, arguments);
      case "tag", "image tag" -> TagVerb.run(call, arguments);
      case "login" -> LoginVerbs.login(call, arguments);
      case "logout" -> LoginVerbs.logout(call, arguments);
      case "man" -> ManVerb.run(call, arguments);
      default -> throw new IllegalStateException("verb " + verb);
    };
  }
}

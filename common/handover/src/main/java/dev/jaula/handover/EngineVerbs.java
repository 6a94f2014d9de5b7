package dev.jaula.handover;

import dev.jaula.args.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verbs that the engine does: the native program only lists them, and hands them over. */
public final class EngineVerbs {
  private EngineVerbs() {}

  /** In the order in which the help shows them. */
  public static List<String> names() {
    return List.of(
        "pull",
        "push",
        "images",
        "rmi",
        "tag",
        "history",
        "image",
        "save",
        "load",
        "import",
        "diff",
        "commit",
        "export",
        "login",
        "logout",
        "bootstrap",
        "df",
        "prune",
        "fsck");
  }

  /** One line about a verb; null when it is none of the engine's. */
  public static @Nullable Text summary(String verb) {
    return switch (verb) {
      case "pull" ->
          new Text("Download an image from a registry", "Baixa uma imagem de um registro");
      case "push" -> new Text("Upload an image to a registry", "Envia uma imagem a um registro");
      case "images" -> new Text("List images", "Lista as imagens");
      case "rmi" -> new Text("Remove images", "Remove imagens");
      case "tag" -> new Text("Give an image another name", "Dá outro nome a uma imagem");
      case "history" -> new Text("Show how an image was made", "Mostra como uma imagem foi feita");
      case "image" -> new Text("The verbs for images", "Os verbos para imagens");
      case "save" -> new Text("Write images to a tar archive", "Grava imagens em um arquivo tar");
      case "load" -> new Text("Read images from a tar archive", "Lê imagens de um arquivo tar");
      case "import" ->
          new Text(
              "Make an image from the tar archive of a root file system",
              "Faz uma imagem do arquivo tar de um sistema de arquivos raiz");
      case "diff" ->
          new Text("Show what a container has changed", "Mostra o que um contêiner mudou");
      case "commit" ->
          new Text(
              "Make an image of what a container has changed",
              "Faz uma imagem do que um contêiner mudou");
      case "export" ->
          new Text(
              "Write a container's root file system to a tar archive",
              "Grava o sistema de arquivos raiz de um contêiner em um arquivo tar");
      case "login" -> new Text("Log in to a registry", "Entra em um registro");
      case "logout" -> new Text("Log out from a registry", "Sai de um registro");
      case "bootstrap" ->
          new Text(
              "Make a root file system or an image from a distribution's packages",
              "Faz um sistema de arquivos raiz ou uma imagem dos pacotes de uma distribuição");
      case "df" ->
          new Text("Show what images take on the disk", "Mostra quanto as imagens ocupam no disco");
      case "prune" -> new Text("Remove what no image needs", "Remove o que nenhuma imagem usa");
      case "fsck" ->
          new Text(
              "Check the store of images, and repair it",
              "Verifica o armazém de imagens e o conserta");
      default -> null;
    };
  }
}

package dev.jaula.image;

import org.jspecify.annotations.Nullable;

/**
 * The name of an image as people type it, made whole as Docker does: {@code debian} is {@code
 * docker.io/library/debian:latest} (github.com/distribution/reference).
 *
 * @param registry host and port, as {@code docker.io} or {@code localhost:5000}
 * @param repository the path within it, as {@code library/debian}
 * @param tag null when the reference has a digest and no tag
 * @param digest null when there is none
 */
public record Reference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest) {
  private static final String HUB = "docker.io";

  /**
   * Reads a name.
   *
   * @throws ImageException when it is none, saying which part is wrong
   */
  public static Reference parse(String text) {
    String rest = text;
    @Nullable Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Digest.parse(rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    @Nullable String tag = null;
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    int slash = rest.indexOf('/');
    boolean named = slash > 0 && isHost(rest.substring(0, slash));
    String registry = named ? rest.substring(0, slash) : HUB;
    String repository = named ? rest.substring(slash + 1) : rest;
    if (registry.equals("index.docker.io")) {
      registry = HUB;
    }
    if (registry.equals(HUB) && repository.indexOf('/') < 0) {
      repository = "library/" + repository;
    }
    if (tag == null && digest == null) {
      tag = "latest";
    }
    return new Reference(registry, repository, tag, digest).checked(text);
  }

  /** A first part is a host when it has a dot, a port or upper case, or is localhost. */
  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
  }

  private Reference checked(String text) {
    if (!NameRules.isHost(registry)) {
      throw new ImageException(invalid(text, "\"" + registry + "\" is not a registry's host"));
    }
    if (!NameRules.isRepository(repository) || repository.length() > 255) {
      String why =
          repository.equals(repository.toLowerCase(java.util.Locale.ROOT))
              ? "a repository is made of a-z, 0-9 and single . _ - between them"
              : "repository name must be lowercase";
      throw new ImageException(invalid(text, why));
    }
    if (tag != null && !NameRules.isTag(tag)) {
      throw new ImageException(invalid(text, "\"" + tag + "\" is not a tag"));
    }
    return this;
  }

  private static String invalid(String text, String why) {
    return "invalid reference format: \"" + text + "\": " + why;
  }

  /** As people see it: without docker.io and library/, as {@code debian}. */
  public String familiarName() {
    if (!registry.equals(HUB)) {
      return registry + "/" + repository;
    }
    return repository.startsWith("library/") ? repository.substring(8) : repository;
  }

  /** As people see it, with the tag or the digest: {@code debian:stable}. */
  public String familiar() {
    return familiarName() + suffix();
  }

  private String suffix() {
    return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }

  /** The whole name, as it is kept: {@code docker.io/library/debian:stable}. */
  @Override
  public String toString() {
    return registry + "/" + repository + suffix();
  }
}

package dev.jaula.layer;

/** What is made of the names by which a layer hides files of those below (image-spec, layer.md). */
public enum Whiteouts {
  /** overlayfs's form: character devices 0/0 and opaque directories; for a layer by itself. */
  OVERLAY,
  /** Applied at once to what was in the directory before; for all layers in one directory. */
  APPLIED,
  /**
   * Names like any other; for archives that are no layers, where also a link to a directory stays
   * when the archive has a directory of its name (tar --keep-directory-symlink).
   */
  LITERAL
}

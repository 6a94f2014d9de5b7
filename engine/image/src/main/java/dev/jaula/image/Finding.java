package dev.jaula.image;

/**
 * Something that is wrong with a store.
 *
 * @param thing what it is about: a file, a digest, the name of an image
 * @param problem in words
 * @param remedy what is done about it
 * @param isRepaired whether it was done
 */
public record Finding(String thing, String problem, Remedy remedy, boolean isRepaired) {

  /** What {@code fsck --repair} does. */
  public enum Remedy {
    /** The bytes are of no use; what needs the blob is pulled again. */
    REMOVE_BLOB("removes the blob", "the blob was removed"),
    /** A file that is none of the store's. */
    REMOVE_FILE("removes the file", "the file was removed"),
    /** The image is not whole; what is good of it stays until it is pulled again, or pruned. */
    REMOVE_IMAGE("removes the image", "the image was removed; pull it again"),
    /** One platform of several; the others stay. */
    REMOVE_PLATFORM("removes this platform", "this platform was removed; pull it again"),
    /** An entry that names no image. */
    REMOVE_ENTRY("removes the entry", "the entry was removed"),
    /** The file always says the same. */
    WRITE_LAYOUT("writes it again", "it was written again"),
    /** The images are found by their blobs; their names cannot be known. */
    REBUILD_INDEX(
        "keeps it as index.json.broken and finds the images again, without their names",
        "it was kept as index.json.broken, and the images were found again, without their names"),
    /** Only a person can. */
    NONE("leaves it to you", "it was left to you");

    private final String will;
    private final String did;

    Remedy(String will, String did) {
      this.will = will;
      this.did = did;
    }
  }

  /** One line for the user. */
  public String line() {
    return thing
        + ": "
        + problem
        + "; "
        + (isRepaired ? remedy.did : "jaula fsck --repair " + remedy.will);
  }
}

package dev.jaula.linux;

/**
 * A file's status (man 2 statx).
 *
 * @param mode type and permission bits
 * @param links names that the file has; a directory has two and one more for each in it, where its
 *     file system counts them
 * @param size bytes
 * @param modified nanoseconds since 1970
 */
public record Stat(
    int mode,
    int links,
    int uid,
    int gid,
    long size,
    long inode,
    int deviceMajor,
    int deviceMinor,
    int nodeMajor,
    int nodeMinor,
    long modified) {
  private static final int TYPE = 0xf000;

  public boolean isDirectory() {
    return (mode & TYPE) == 0x4000;
  }

  public boolean isSymbolicLink() {
    return (mode & TYPE) == 0xa000;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0x8000;
  }

  public boolean isCharacterDevice() {
    return (mode & TYPE) == 0x2000;
  }

  public boolean isBlockDevice() {
    return (mode & TYPE) == 0x6000;
  }
}

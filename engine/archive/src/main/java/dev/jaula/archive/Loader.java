package dev.jaula.archive;

import dev.jaula.image.ContentStore;
import dev.jaula.image.ImageException;
import dev.jaula.image.Images;
import dev.jaula.image.Lease;
import dev.jaula.image.Reference;
import dev.jaula.layer.Compression;
import dev.jaula.layer.TarEntry;
import dev.jaula.layer.TarReader;
import dev.jaula.linux.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes images out of archives, as {@code docker load}: docker's form of all versions from 1.10 on,
 * OCI's form, and directories with an OCI layout; compressed or not. An archive is read once, from
 * its beginning to its end.
 */
public final class Loader {
  private final ContentStore store;
  private final Images images;

  /** Into a store. */
  public Loader(ContentStore store, Images images) {
    this.store = store;
    this.images = images;
  }

  /**
   * All images of a file, or of a directory that is an OCI layout.
   *
   * @throws ImageException when it is none, or damaged; then no name has changed
   */
  public List<Loaded> load(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Lease lease = store.lease();
          Contents contents = new Contents(store)) {
        directory(path, path, contents);
        return name(found(contents));
      }
    }
    try (InputStream in = Files.newInputStream(path)) {
      return load(in);
    } catch (NoSuchFileException e) {
      throw new ImageException("open " + path + ": no such file or directory", e);
    }
  }

  /** All images of an archive, which is read to its end and closed. */
  public List<Loaded> load(InputStream in) throws IOException {
    try (Lease lease = store.lease();
        Contents contents = new Contents(store)) {
      try (InputStream plain = Compression.decompress(new BufferedInputStream(in, 1 << 16))) {
        archive(new TarReader(plain), contents);
      }
      return name(found(contents));
    }
  }

  private static void archive(TarReader tar, Contents contents) throws IOException {
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      switch (entry.kind()) {
        case FILE -> contents.file(entry.text(), entry.size(), tar.content());
        case SYMBOLIC_LINK -> contents.link(entry.text(), Bytes.decode(entry.link()));
        case HARD_LINK -> contents.link(entry.text(), "/" + Bytes.decode(entry.link()));
        default -> {}
      }
    }
    tar.drain();
  }

  private static void directory(Path root, Path folder, Contents contents) throws IOException {
    List<Path> paths;
    try (Stream<Path> listed = Files.list(folder)) {
      paths = listed.sorted().toList();
    }
    for (Path path : paths) {
      String name = root.relativize(path).toString();
      if (Files.isSymbolicLink(path)) {
        contents.link(name, Files.readSymbolicLink(path).toString());
      } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        directory(root, path, contents);
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
          contents.file(name, Files.size(path), in);
        }
      }
    }
  }

  private List<Found> found(Contents contents) throws IOException {
    byte[] index = contents.table("index.json");
    byte[] manifest = contents.table("manifest.json");
    if (index != null) {
      List<DockerForm.Item> docker = manifest == null ? List.of() : DockerForm.items(manifest);
      return Found.merged(new OciForm(store, docker).images(index));
    }
    if (manifest != null) {
      return Found.merged(new DockerForm(contents).images(manifest));
    }
    throw new ImageException(
        "the archive has no manifest.json and no index.json: it is no image; fix: jaula import"
            + " makes one of a root file system");
  }

  private List<Loaded> name(List<Found> found) throws IOException {
    List<Loaded> loaded = new ArrayList<>();
    for (Found image : found) {
      if (image.names().isEmpty()) {
        images.keep(image.target());
      }
      for (Reference name : image.names()) {
        images.tag(name, image.target());
      }
      loaded.add(image.loaded());
    }
    return loaded;
  }
}

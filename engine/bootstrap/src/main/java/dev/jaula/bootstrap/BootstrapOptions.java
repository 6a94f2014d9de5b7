package dev.jaula.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bootstrap is told (man 8 debootstrap).
 *
 * @param suite such as {@code stable} or {@code noble}
 * @param target a folder, an archive ({@code NAME.tar}, {@code .tar.gz}, {@code .tar.xz}, {@code
 *     .tar.zst}, {@code -}), or an image's name with a tag
 * @param mirrors addresses; empty for the machine's own sources
 * @param include further packages
 * @param exclude packages that are left out
 * @param components such as {@code main}; empty for those of the sources, or {@code main}
 * @param arch Debian's name of the architecture; empty for this machine's
 * @param keyrings files of keys instead of the usual ones
 * @param checkGpg false when signatures are not looked at
 * @param checkValidUntil false when an old archive will do
 * @param printDebs true when the names of the packages are all that is wanted
 * @param cacheDir a folder that keeps package files, or null
 * @param epoch no file is younger: seconds since 1970 (SOURCE_DATE_EPOCH); null for the date of the
 *     archive
 * @param jaula the program that runs the container in which packages are configured
 * @param machine the root whose {@code etc/apt} is read, {@code /} but for tests
 * @param work where the work is done when the target is no folder; null for beside an archive
 * @param environment the variables in which proxies are looked up
 * @param inUserNamespace true when this process is root in a user namespace only
 */
public record BootstrapOptions(
    String suite,
    String target,
    List<String> mirrors,
    Variant variant,
    List<String> include,
    List<String> exclude,
    List<String> components,
    String arch,
    List<Path> keyrings,
    boolean checkGpg,
    boolean checkValidUntil,
    boolean printDebs,
    @Nullable Path cacheDir,
    @Nullable Long epoch,
    Path jaula,
    Path machine,
    @Nullable Path work,
    Map<String, String> environment,
    boolean inUserNamespace) {

  /** Options with debootstrap's defaults. */
  public static Builder of(String suite, String target) {
    return new Builder(suite, target);
  }

  /** What options are made from; each method is named as the value that it sets. */
  public static final class Builder {
    private final String suite;
    private final String target;
    private List<String> mirrors = List.of();
    private Variant variant = Variant.STANDARD;
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private List<String> components = List.of();
    private String arch = "";
    private List<Path> keyrings = List.of();
    private boolean checkGpg = true;
    private boolean checkValidUntil = true;
    private boolean printDebs;
    private @Nullable Path cacheDir;
    private @Nullable Long epoch;
    private Path jaula = Path.of("jaula");
    private Path machine = Path.of("/");
    private @Nullable Path work;
    private Map<String, String> environment = Map.of();
    private boolean inUserNamespace;

    private Builder(String suite, String target) {
      this.suite = suite;
      this.target = target;
    }

    public Builder mirrors(List<String> value) {
      mirrors = List.copyOf(value);
      return this;
    }

    public Builder variant(Variant value) {
      variant = value;
      return this;
    }

    public Builder include(List<String> value) {
      include = List.copyOf(value);
      return this;
    }

    public Builder exclude(List<String> value) {
      exclude = List.copyOf(value);
      return this;
    }

    public Builder components(List<String> value) {
      components = List.copyOf(value);
      return this;
    }

    public Builder arch(String value) {
      arch = value;
      return this;
    }

    public Builder keyrings(List<Path> value) {
      keyrings = List.copyOf(value);
      return this;
    }

    public Builder checkGpg(boolean value) {
      checkGpg = value;
      return this;
    }

    public Builder checkValidUntil(boolean value) {
      checkValidUntil = value;
      return this;
    }

    public Builder printDebs(boolean value) {
      printDebs = value;
      return this;
    }

    public Builder cacheDir(@Nullable Path value) {
      cacheDir = value;
      return this;
    }

    public Builder epoch(@Nullable Long value) {
      epoch = value;
      return this;
    }

    public Builder jaula(Path value) {
      jaula = value;
      return this;
    }

    public Builder machine(Path value) {
      machine = value;
      return this;
    }

    public Builder work(@Nullable Path value) {
      work = value;
      return this;
    }

    public Builder environment(Map<String, String> value) {
      environment = Map.copyOf(value);
      return this;
    }

    public Builder inUserNamespace(boolean value) {
      inUserNamespace = value;
      return this;
    }

    /** The options. */
    public BootstrapOptions build() {
      return new BootstrapOptions(
          suite,
          target,
          mirrors,
          variant,
          include,
          exclude,
          components,
          arch.isEmpty() ? hostArch() : arch,
          keyrings,
          checkGpg,
          checkValidUntil,
          printDebs,
          cacheDir,
          epoch,
          jaula,
          machine,
          work,
          environment,
          inUserNamespace);
    }

    private static String hostArch() {
      String name = System.getProperty("os.arch", "");
      return switch (name) {
        case "amd64", "x86_64" -> "amd64";
        case "aarch64" -> "arm64";
        default -> name;
      };
    }
  }
}

package dev.jaula.bootstrap;

import java.util.List;

/**
 * What a bootstrap made.
 *
 * @param suite as it was asked for
 * @param codename what the archive calls it
 * @param arch Debian's name of the architecture
 * @param epoch no file is younger: seconds since 1970
 * @param packages the names of the packages in it
 */
public record Bootstrapped(
    String suite, String codename, String arch, long epoch, List<String> packages) {}

package dev.jaula.registry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS trusts and what it shows: the system's authorities, and Docker's {@code
 * certs.d/HOST[:PORT]} with authorities in {@code *.crt} and our own certificates in {@code *.cert}
 * and {@code *.key}.
 */
final class Trust {
  private static final char[] NO_PASSWORD = {};
  private static final List<String> BUNDLES =
      List.of(
          "ssl/certs/ca-certificates.crt",
          "pki/tls/certs/ca-bundle.crt",
          "ssl/ca-bundle.pem",
          "ssl/cert.pem");

  private final List<Path> directories;
  private final Path etc;
  private final Map<String, String> environment;
  private @Nullable List<X509Certificate> system;

  /**
   * What is read when it is needed.
   *
   * @param directories named certs.d, the first that knows a host counts
   * @param etc where the system keeps its bundle
   * @param environment for SSL_CERT_FILE
   */
  Trust(List<Path> directories, Path etc, Map<String, String> environment) {
    this.directories = directories;
    this.etc = etc;
    this.environment = environment;
  }

  /** The directory of a host; null when it has none. */
  @Nullable Path directory(Origin origin) {
    for (Path directory : directories) {
      for (String name : List.of(origin.host() + ":" + origin.port(), origin.authority())) {
        if (Files.isDirectory(directory.resolve(name))) {
          return directory.resolve(name);
        }
      }
    }
    return null;
  }

  /** Whether a host has authorities of its own. */
  boolean hasAuthorities(Origin origin) {
    @Nullable Path directory = directory(origin);
    return directory != null && !files(directory, "*.crt").isEmpty();
  }

  /** Without any: for clients that never speak TLS, as loading the authorities takes time. */
  static SSLContext nobody() {
    return context(new KeyManager[0], new TrustManager[] {Unverified.refuse()});
  }

  /** The system's authorities and the directory's, if there is one. */
  SSLContext of(@Nullable Path directory, boolean verified) {
    KeyManager[] keys = directory == null ? new KeyManager[0] : keys(directory);
    if (!verified) {
      return context(keys, new TrustManager[] {Unverified.accept()});
    }
    List<X509Certificate> more = new ArrayList<>();
    if (directory != null) {
      files(directory, "*.crt").forEach(file -> more.addAll(Pem.certificates(file)));
    }
    return context(keys, authorities(more));
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private TrustManager[] authorities(List<X509Certificate> more) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      List<X509Certificate> all = new ArrayList<>(system());
      all.addAll(more);
      // Without a bundle Java's own is all there is.
      factory.init(all.isEmpty() ? null : store(all));
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new RegistryException("the authorities for TLS cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static KeyStore store(List<X509Certificate> certificates)
      throws GeneralSecurityException {
    KeyStore store = empty();
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("ca" + i, certificates.get(i));
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized List<X509Certificate> system() {
    if (system == null) {
      @Nullable Path bundle = bundle();
      system = bundle == null ? List.of() : Pem.certificates(bundle);
    }
    return system;
  }

  private @Nullable Path bundle() {
    @Nullable String named = environment.get("SSL_CERT_FILE");
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    for (String name : BUNDLES) {
      if (Files.isReadable(etc.resolve(name))) {
        return etc.resolve(name);
      }
    }
    return null;
  }

  private static KeyManager[] keys(Path directory) {
    try {
      KeyStore store = empty();
      for (Path file : files(directory, "*.cert")) {
        String name = file.getFileName() + "";
        String key = name.substring(0, name.length() - "cert".length()) + "key";
        if (!Files.exists(directory.resolve(key))) {
          throw new RegistryException(
              "missing key "
                  + key
                  + " for client certificate "
                  + file
                  + "; authorities end in .crt");
        }
        PrivateKey secret = Pem.key(directory.resolve(key));
        Certificate[] chain = Pem.certificates(file).toArray(new Certificate[0]);
        store.setKeyEntry(name, secret, NO_PASSWORD, chain);
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new RegistryException(directory + ": the client certificate cannot be used", e);
    }
  }

  private static List<Path> files(Path directory, String glob) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new RegistryException(directory + " cannot be read: " + e.getMessage(), e);
    }
    files.sort(null);
    return files;
  }
}

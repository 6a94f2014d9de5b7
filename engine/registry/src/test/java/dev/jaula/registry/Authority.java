package dev.jaula.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority for TLS made for a test with openssl, and the certificates that it signs. */
final class Authority {
  private static final String CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";

  final Path directory;

  Authority(Path directory) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory);
    openssl("req -x509 " + CURVE + " -nodes -days 2 -subj /CN=test-ca -keyout ca.key -out ca.crt");
  }

  private void openssl(String arguments) throws IOException, InterruptedException {
    DockerRegistry.run(directory, ("openssl " + arguments).split(" "));
  }

  /** A server's certificate for names such as IP:127.0.0.1, in NAME.pem, NAME.key. */
  void server(String name, String names) throws IOException, InterruptedException {
    openssl("req " + CURVE + " -nodes -subj /CN=server -keyout " + name + ".key -out x.csr");
    sign(name, "subjectAltName=" + names + "\n");
  }

  /** A client's certificate with a key of the curve P-256, in OpenSSL's old form (SEC 1). */
  void client(String name) throws IOException, InterruptedException {
    openssl("ecparam -name prime256v1 -genkey -noout -out " + name + ".key");
    openssl("req -new -key " + name + ".key -subj /CN=client -out x.csr");
    sign(name, "extendedKeyUsage=clientAuth\n");
  }

  private void sign(String name, String extensions) throws IOException, InterruptedException {
    Files.writeString(directory.resolve("x.ext"), extensions);
    openssl(
        "x509 -req -in x.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile x.ext -out "
            + name
            + ".pem");
  }

  /** Puts the authority, and if named a client's certificate, where a client looks for a host's. */
  void trust(Path etc, String host, String client) throws IOException {
    Path certs = Files.createDirectories(etc.resolve("docker/certs.d").resolve(host));
    Files.copy(directory.resolve("ca.crt"), certs.resolve("ca.crt"));
    if (!client.isEmpty()) {
      Files.copy(directory.resolve(client + ".pem"), certs.resolve("client.cert"));
      Files.copy(directory.resolve(client + ".key"), certs.resolve("client.key"));
    }
  }

  /** What a server shows. */
  SSLContext context(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain =
        Pem.certificates(directory.resolve(name + ".pem")).toArray(new Certificate[0]);
    store.setKeyEntry("s", Pem.key(directory.resolve(name + ".key")), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}

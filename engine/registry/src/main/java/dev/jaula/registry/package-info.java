/**
 * A client of the OCI distribution protocol.
 *
 * <p>{@link dev.jaula.registry.Registries} is what this machine and its user have set up: it reads
 * the files of Docker and of Podman and gives a {@link dev.jaula.registry.RegistryClient} for each
 * repository. {@link dev.jaula.registry.Puller} and {@link dev.jaula.registry.Pusher} move whole
 * images between that and the content store.
 *
 * <p>From the top down: a client asks its {@code Remote}s, the mirrors first. A {@code Remote} is
 * one repository at one address; it answers challenges ({@code Authorizer}, {@code TokenService})
 * and tries again what may go better later ({@code Retries}). {@code Transport} sends one request,
 * and follows redirects by hand: what proves who we are stays with the host that it is for. {@code
 * HostClients} gives each host its client of HTTP, with the proxies, the authorities and the
 * certificates that it needs. {@code Blob} is the bytes of a blob as if the connection never broke;
 * {@code SplitBlob} the same by several connections. No stream is waited for longer than it stalls,
 * none gives more bytes than were announced, and no list, manifest or token is read without a
 * limit.
 */
@org.jspecify.annotations.NullMarked
package dev.jaula.registry;

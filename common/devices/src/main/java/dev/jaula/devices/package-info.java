/** Which devices a container may use: ordered rules to v1 writes, or to an eBPF program on v2. */
@org.jspecify.annotations.NullMarked
package dev.jaula.devices;

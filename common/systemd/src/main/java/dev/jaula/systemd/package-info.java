/** The service manager over D-Bus: a unit for each container, limits as unit properties. */
@org.jspecify.annotations.NullMarked
package dev.jaula.systemd;

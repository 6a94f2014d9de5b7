/** The service manager over D-Bus: a unit for each container, limits as unit properties. */
@org.jspecify.annotations.NullMarked
module dev.jaula.systemd {
  requires static org.jspecify;
  requires transitive dev.jaula.linux;
  requires transitive dev.jaula.cgroup;
  requires transitive dev.jaula.spec;

  exports dev.jaula.systemd;
}

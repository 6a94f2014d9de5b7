/** OCI runtime-spec records, their JSON codec, and validation that names the bad field. */
@org.jspecify.annotations.NullMarked
module dev.jaula.spec {
  requires static org.jspecify;
  requires dev.jaula.linux;
  requires transitive dev.jaula.json;
  requires transitive dev.jaula.cgroup;
  requires transitive dev.jaula.seccomp;

  exports dev.jaula.spec;
}

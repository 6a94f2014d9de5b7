/** The OCI runtime's command line: one class per verb. */
@org.jspecify.annotations.NullMarked
module dev.jaula.runtime {
  requires static org.jspecify;
  requires dev.jaula.args;
  requires dev.jaula.devices;
  requires dev.jaula.host;
  requires dev.jaula.libc;
  requires dev.jaula.systemd;
}

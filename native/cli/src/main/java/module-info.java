/** The command line: one class per verb. */
@org.jspecify.annotations.NullMarked
module dev.jaula.cli {
  requires static org.jspecify;
  requires dev.jaula.args;
  requires dev.jaula.handover;
  requires dev.jaula.host;
  requires dev.jaula.learn;
  requires dev.jaula.libc;
  requires dev.jaula.perform;
  requires dev.jaula.see;
}

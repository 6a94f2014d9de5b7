package dev.jaula.cli;

import dev.jaula.host.FactsReader;
import dev.jaula.linux.Files;
import dev.jaula.linux.Processes;
import dev.jaula.perform.IdMapper;
import dev.jaula.plan.Step;
import dev.jaula.spec.IdMapping;
import java.util.List;

/**
 * The user namespace in which an ordinary user's engine unpacks: its files get the owners that a
 * container of this user will see, so its id maps are those of a run (man 7 user_namespaces).
 */
final class EngineNamespace {
  private final Session session;

  EngineNamespace(Session session) {
    this.session = session;
  }

  /** Root needs none. The process is root in it afterwards. */
  void enter() {
    if (session.machine().credentials().userId() == 0) {
      return;
    }
    FactsReader facts = new FactsReader(session.machine());
    List<IdMapping> uids = facts.defaultMappings(true);
    List<IdMapping> gids = facts.defaultMappings(false);
    Step.MapIds step = new Step.MapIds(uids, gids, uids.size() == 1, uids.size() > 1);
    Processes processes = session.machine().processes();
    int self = processes.id();
    int[] ready = session.machine().files().descriptors().pipe(0);
    int mapper = processes.fork(0, -1, new int[1]);
    if (mapper == 0) {
      processes.exit(Main.guarded(session, () -> map(step, self, ready)));
    }
    processes.unshare(Processes.CLONE_NEWUSER | Processes.CLONE_NEWNS);
    Files files = session.machine().files();
    files.close(ready[0]);
    files.close(ready[1]);
    if (processes.wait(mapper) != 0) {
      processes.exit(CliException.FAILED);
    }
  }

  /** Outside, since newuidmap(1) must be; the pipe's end tells that the namespace is there. */
  private int map(Step.MapIds step, int pid, int[] ready) {
    Files files = session.machine().files();
    files.close(ready[1]);
    files.read(ready[0], new byte[1], 0, 1);
    new IdMapper(session.machine()).map(step, pid);
    return 0;
  }
}

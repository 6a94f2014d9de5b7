package dev.jaula.engine;

import dev.jaula.args.Arguments;
import dev.jaula.image.Fsck;
import java.io.IOException;
import java.util.List;

/** {@code jaula fsck}: the store of images, then what is unpacked of them. */
final class FsckVerb {
  private FsckVerb() {}

  static int run(Call call, Arguments arguments) throws IOException {
    boolean repair = arguments.is("repair");
    Stores stores = Stores.open(call);
    Fsck fsck =
        new Fsck(stores.content(), stores.images(), finding -> call.out().println(finding.line()));
    Fsck.Report report = repair ? fsck.repair() : fsck.check();
    List<String> unpacked = new UnpackedCheck(stores).run(repair);
    unpacked.forEach(call.out()::println);
    boolean good = report.isGood() && (repair || unpacked.isEmpty());
    call.out()
        .println(
            report.blobs()
                + " blobs, "
                + Words.size(report.bytes())
                + ", "
                + (report.findings().size() + unpacked.size())
                + " findings");
    return good ? 0 : Main.REFUSED;
  }
}

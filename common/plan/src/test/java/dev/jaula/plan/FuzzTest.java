package dev.jaula.plan;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tests/fuzz} found once, and the seeds that it begins with. */
class FuzzTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // a range of no id, one that ends beyond the last id
        "ids ! uids=0-1-0",
        "ids ! uids=0-11-2000-1000-1;gids=0-000-4294967294",
        "ids ! uids=4294967294-0-2",
        "ids ! uids=0-ui10-1;gids=0-s",
        "ids ! uids=0-1000-10;gids=@0-1000-10",
        "mounts ! rbind,ro,,size=64k,rprivate",
        "json ! {\"linux\": {\"seccomp\": {}}, \"a\": [1e9999, -0, \"\\ud800\"]}",
        "seccomp ! {\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": []}",
      })
  void isTakenOrRefused(String line) {
    String[] parts = line.split(" ! ", 2);
    byte[] data = parts[1].getBytes(StandardCharsets.ISO_8859_1);
    assertThatCode(() -> Fuzz.one(parts[0], data)).doesNotThrowAnyException();
  }
}

package dev.jaula.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusAddressTest {
  @Test
  void systemdsOwnSocketComesFirst() {
    assertThat(BusAddress.system(null))
        .containsExactly(
            new BusAddress("/run/systemd/private", true),
            new BusAddress("/run/dbus/system_bus_socket", false));
    assertThat(BusAddress.user(null, "/run/user/7", 7))
        .containsExactly(
            new BusAddress("/run/user/7/systemd/private", true),
            new BusAddress("/run/user/7/bus", false));
  }

  @Test
  void theEnvironmentIsHeard() {
    assertThat(BusAddress.system("unix:path=/a,guid=1;unix:abstract=/tmp/x,guid=2"))
        .containsExactly(new BusAddress("/a", false), new BusAddress("@/tmp/x", false));
    assertThat(BusAddress.user("unix:path=/run/user/7/bus", "/run/user/7", 7))
        .containsExactly(
            new BusAddress("/run/user/7/systemd/private", true),
            new BusAddress("/run/user/7/bus", false));
    assertThat(BusAddress.user("unix:path=/tmp/b", "", 7))
        .containsExactly(
            new BusAddress("/run/user/7/systemd/private", true),
            new BusAddress("/tmp/b", false),
            new BusAddress("/run/user/7/bus", false));
  }

  @Test
  void otherTransportsAreLeftOutAndEscapesRead() {
    assertThat(BusAddress.parse("tcp:host=h;unix:path=/a%20b%2Fc%zz;unix:runtime=yes"))
        .containsExactly(new BusAddress("/a b/c%zz", false));
    assertThat(BusAddress.parse("unix:path=/run/systemd/private"))
        .containsExactly(new BusAddress("/run/systemd/private", true));
    assertThat(BusAddress.parse("")).isEmpty();
  }
}

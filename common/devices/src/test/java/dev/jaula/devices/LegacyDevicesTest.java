package dev.jaula.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jaula.cgroup.CgroupException;
import dev.jaula.cgroup.FileWrite;
import dev.jaula.spec.DeviceRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LegacyDevicesTest {
  private static List<String> writes(DeviceRule... rules) {
    List<String> lines = new ArrayList<>();
    for (FileWrite write : LegacyDevices.writes("/devices", DeviceRules.complete(List.of(rules)))) {
      lines.add(write.path("/c") + "=" + write.value());
    }
    return lines;
  }

  @Test
  void everythingIsDeniedFirst() {
    assertThat(writes(new DeviceRule(true, 'b', 8, -1, "r")))
        .startsWith("/devices/c/devices.deny=a", "/devices/c/devices.allow=b 8:* r")
        .contains("/devices/c/devices.allow=c 1:3 rwm")
        .hasSize(13);
  }

  @Test
  void aPrivilegedContainerIsOneWrite() {
    assertThat(
            writes(
                new DeviceRule(false, 'a', -1, -1, "rwm"),
                new DeviceRule(true, 'a', -1, -1, "rwm")))
        .containsExactly("/devices/c/devices.allow=a");
  }

  @Test
  void numbersBehindAllAreTwoRules() {
    assertThat(writes(new DeviceRule(true, 'a', 7, 0, "rw")))
        .contains("/devices/c/devices.allow=c 7:0 rw", "/devices/c/devices.allow=b 7:0 rw");
  }

  @Test
  void whatTheKernelWouldIgnoreIsRefused() {
    assertThatThrownBy(() ->
            writes(new DeviceRule(true, 'b', 8, -1, "rwm"), new DeviceRule(false, 'b', 8, 1, "w")))
        .isInstanceOf(CgroupException.class)
        .hasMessage(
            "linux.resources.devices: cgroup v1 cannot take \"b 8:1 w\" out of \"b 8:* rwm\"; name"
                + " the devices one by one, or use cgroup v2");
  }

  @Test
  void anEqualRuleIsTakenBack() {
    assertThat(
            writes(new DeviceRule(true, 'b', 8, 1, "rwm"), new DeviceRule(false, 'b', 8, 1, "w")))
        .contains("/devices/c/devices.deny=b 8:1 w");
  }
}

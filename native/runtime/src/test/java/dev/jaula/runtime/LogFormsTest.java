package dev.jaula.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogFormsTest {
  private static final String TIME = "2026-01-02T03:04:05Z";

  @Test
  void aFileHasTheFormsOfLogrus() {
    assertThat(FileSink.line(false, "error", "say \"x\"", TIME))
        .isEqualTo("time=\"" + TIME + "\" level=error msg=\"say \\\"x\\\"\"\n");
    assertThat(FileSink.line(true, "error", "a\nb", TIME))
        .isEqualTo("{\"level\":\"error\",\"msg\":\"a\\nb\",\"time\":\"" + TIME + "\"}\n");
  }

  @Test
  void theJournalGetsFields() {
    assertThat(JournalSink.fields(Log.Level.WARNING, "a\nb", "me"))
        .isEqualTo("MESSAGE=a b\nPRIORITY=4\nSYSLOG_IDENTIFIER=me\n");
    assertThat(JournalSink.fields(Log.Level.ERROR, "x", ""))
        .endsWith("PRIORITY=3\nSYSLOG_IDENTIFIER=jaula-runtime\n");
  }

  @Test
  void syslogGetsFacilityAndPriority() {
    assertThat(SyslogSink.line(Log.Level.ERROR, "x", "me", 7)).isEqualTo("<11>me[7]: x");
    assertThat(SyslogSink.line(Log.Level.DEBUG, "x", "", 7)).isEqualTo("<15>jaula-runtime[7]: x");
  }
}

package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** linux.seccomp: actions, flags, and the agent that answers for SCMP_ACT_NOTIFY. */
class OciSeccompTest {
  /**
   * Accepts containers at a socket, appends what it is told to a file, lets mkdir fail with ENOSPC
   * and all else go on (man 2 seccomp_unotify).
   */
  private static final String AGENT =
      """
      import array, fcntl, socket, struct, sys, threading
      def serve(fd):
          while True:
              told = bytearray(80)
              try:
                  fcntl.ioctl(fd, 0xc0502100, told)
                  number, pid, flags, call = struct.unpack_from('<QIIi', told)
                  refuse = call in (83, 258)
                  answer = struct.pack('<QqiI', number, 0, -28 if refuse else 0, 0 if refuse else 1)
                  fcntl.ioctl(fd, 0xc0182101, answer)
              except FileNotFoundError:
                  continue
              except OSError:
                  return
      listening = socket.socket(socket.AF_UNIX)
      listening.bind(sys.argv[1])
      listening.listen()
      while True:
          connection, _ = listening.accept()
          text, rights, _, _ = connection.recvmsg(65536, socket.CMSG_LEN(4))
          with open(sys.argv[2], 'ab') as states:
              states.write(text + b'\\n')
          fd = array.array('i', rights[0][2][:4])[0]
          threading.Thread(target=serve, args=(fd,), daemon=True).start()
      """;

  @TempDir private Path folder;
  private OciRuntime runtime;
  private OciConfig config;
  private String id;
  private @Nullable Process agent;

  @BeforeEach
  void prepare() throws IOException {
    Needs.root();
    runtime = new OciRuntime(folder);
    id = OciRuntime.id("seccomp");
    config = new OciConfig(runtime, id);
  }

  @AfterEach
  void remove() {
    if (runtime != null) {
      runtime.delete(id);
    }
    if (agent != null) {
      agent.destroyForcibly();
    }
  }

  private Path socket() {
    return folder.resolve("agent");
  }

  private void startAgent() throws IOException {
    String python = Needs.command("python3", "python3").toString();
    Path script = Files.writeString(folder.resolve("agent.py"), AGENT);
    Program program =
        Program.of(python, script.toString(), socket().toString(), folder + "/states");
    agent = program.start(folder.resolve("agent.out"), folder.resolve("agent.err"));
    for (int i = 0; i < 500 && !Files.exists(socket()); i++) {
      sleep();
    }
    assertThat(socket()).exists();
    sleep();
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void notify(String calls, String more) {
    String names = "\"" + calls.replace(" ", "\", \"") + "\"";
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "listenerPath": "%s",
          "listenerMetadata": "about it",
          "syscalls": [{"names": [%s], "action": "SCMP_ACT_NOTIFY"}]%s}
        """
            .formatted(socket(), names, more));
  }

  private void decide(String action, String more) {
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "architectures": ["SCMP_ARCH_X86_64"],
          "syscalls": [{"names": ["mkdir"], "action": "%s"%s}]}
        """
            .formatted(action, more));
  }

  @ParameterizedTest
  @CsvSource({
    "SCMP_ACT_KILL, 159",
    "SCMP_ACT_KILL_PROCESS, 159",
    "SCMP_ACT_KILL_THREAD, 159",
    "SCMP_ACT_TRAP, 159",
    "SCMP_ACT_ERRNO, 1",
    "SCMP_ACT_TRACE, 1",
    "SCMP_ACT_ALLOW, 0",
    "SCMP_ACT_LOG, 0"
  })
  void actions(String action, String exit) throws IOException {
    decide(action, "");
    assertThat(config.run("mkdir /tmp/made; echo $?").out()).isEqualTo(exit + "\n");
    assertThat(Files.exists(config.root().resolve("tmp/made"))).isEqualTo(exit.equals("0"));
  }

  @Test
  void errorsAreTheProfiles() throws IOException {
    decide("SCMP_ACT_ERRNO", ", \"errnoRet\": 28");
    assertThat(config.run("mkdir /tmp/made").err()).contains("No space left on device");
    runtime.delete(id);
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": 28, "syscalls": [
          {"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 28},
          {"names": ["swapon", "cachestat"], "action": "SCMP_ACT_ALLOW"}]}
        """);
    assertThat(config.run("true").exit()).as("nothing is allowed").isNotZero();
  }

  @Test
  void flags() throws IOException {
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "flags": ["SECCOMP_FILTER_FLAG_TSYNC",
          "SECCOMP_FILTER_FLAG_LOG", "SECCOMP_FILTER_FLAG_SPEC_ALLOW",
          "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]}
        """);
    assertThat(config.prints("grep Seccomp: /proc/self/status")).isEqualTo("Seccomp:\t2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAgentDecides(boolean noNewPrivileges) throws IOException {
    startAgent();
    config.process(", \"noNewPrivileges\": " + noNewPrivileges);
    notify("mkdir mkdirat", "");
    assertThat(config.run("mkdir /made").err()).contains("No space left on device");
    String state = Files.readString(folder.resolve("states"));
    assertThat(state)
        .startsWith("{\"ociVersion\":\"1.3.0\",\"fds\":[\"seccompFd\"],\"pid\":")
        .contains("\"metadata\":\"about it\"", "\"id\":\"" + id + "\"", "\"status\":\"creating\"")
        .contains("\"bundle\":\"" + folder.resolve(id) + "\"");
  }

  /** Even calls by which a process could tell of its filter. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyCallCanBeHeld(boolean noNewPrivileges) throws IOException {
    startAgent();
    config.process(", \"noNewPrivileges\": " + noNewPrivileges);
    notify(
        "write read close sendmsg execve openat",
        ", \"flags\": [\"SECCOMP_FILTER_FLAG_TSYNC\", \"SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV\"]");
    assertThat(config.prints("echo hello")).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void createStartAndExec(boolean noNewPrivileges) throws IOException {
    startAgent();
    config.process(", \"noNewPrivileges\": " + noNewPrivileges);
    notify("mkdir mkdirat", "");
    Path bundle = config.write("mkdir /made; sleep 1000");
    runtime.text("create", "--bundle", bundle.toString(), id);
    runtime.text("start", id);
    assertThat(runtime.run("exec", id, "mkdir", "/made").err()).contains("No space left on device");
    List<String> states = Files.readAllLines(folder.resolve("states"));
    assertThat(states).hasSize(2);
    assertThat(states.get(0)).contains("\"status\":\"creating\"");
    assertThat(states.get(1)).contains("\"status\":\"running\"");
  }

  @Test
  void withoutAnAgentNothingIsStarted() throws IOException {
    notify("mkdir", "");
    assertThat(config.run("true").err())
        .contains("linux.seccomp.listenerPath: connect " + socket(), "start the agent first");
    assertThat(runtime.text("list", "-q")).isEmpty();
    // the second time the filter could come out of the cache
    for (int i = 0; i < 2; i++) {
      decide("SCMP_ACT_NOTIFY", "");
      assertThat(config.run("true").err()).contains("linux.seccomp.listenerPath: is missing");
    }
  }
}

package dev.jaula.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

  private static final String OF_A_SHELL =
      """
      read write writev open openat close stat fstat lstat newfstatat statx lseek dup dup2 dup3 fcntl
      ioctl mmap munmap mprotect mremap brk madvise access faccessat readlink readlinkat getcwd umask
      rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack poll clone clone3 fork vfork execve wait4
      exit exit_group kill tgkill uname getpid getppid gettid getuid geteuid getgid getegid getpgrp
      getrandom prlimit64 prctl arch_prctl set_tid_address set_robust_list rseq futex clock_gettime
      chdir fchdir close_range capget capset setgroups setuid setgid setresuid setresgid setsid
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
  }

  /** All that a shell needs is allowed; what is not named has the profile's error. */
  @Test
  void theDefaultHasAnErrorOfItsOwn() throws IOException {
    String profile =
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ERRNO", "defaultErrnoRet": %s, "syscalls": [
          {"names": ["%s"], "action": "SCMP_ACT_ALLOW"}]}
        """;
    config.process(", \"noNewPrivileges\": true"); // else the filter is there while init waits
    String allowed = String.join("\", \"", OF_A_SHELL.strip().split("\\s+"));
    config.linux(profile.formatted("28", allowed));
    Program.Result full = config.run("mkdir /tmp/made; echo $?");
    assertThat(full.err()).contains("/tmp/made': No space left on device");
    assertThat(full.out()).isEqualTo("1\n");
    runtime.delete(id);
    config.linux(profile.formatted("30", allowed));
    assertThat(config.run("mkdir /tmp/made").err()).contains("Read-only file system");
    assertThat(config.root().resolve("tmp/made")).doesNotExist();
    runtime.delete(id);
    config.linux(profile.formatted("28", "swapon\", \"cachestat"));
    assertThat(config.run("true").exit()).as("nothing is allowed").isNotZero();
  }

  /** As runc takes them: libseccomp makes parts of them that no call ever reaches. */
  @Test
  void architecturesOfOtherMachinesAreNoError() throws IOException {
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ALLOW",
          "architectures": ["SCMP_ARCH_MIPS", "SCMP_ARCH_S390X", "SCMP_ARCH_X86_64"],
          "syscalls": [{"names": ["mkdir"], "action": "SCMP_ACT_ERRNO", "errnoRet": 28}]}
        """);
    assertThat(config.run("mkdir /tmp/made").err()).contains("No space left on device");
  }

  /** Each flag by itself, as the kernel is given it; the last one is for a listener alone. */
  @ParameterizedTest
  @CsvSource({
    "TSYNC, SECCOMP_FILTER_FLAG_TSYNC",
    "LOG, SECCOMP_FILTER_FLAG_LOG",
    "SPEC_ALLOW, SECCOMP_FILTER_FLAG_SPEC_ALLOW",
    "WAIT_KILLABLE_RECV, 0"
  })
  void flags(String flag, String given) throws IOException {
    allFlags("SECCOMP_FILTER_FLAG_" + flag);
    assertThat(seccompFlags()).containsExactly(given);
  }

  @Test
  void flagsTogether() throws IOException {
    allFlags("SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG");
    assertThat(seccompFlags()).containsExactly("SECCOMP_FILTER_FLAG_TSYNC|SECCOMP_FILTER_FLAG_LOG");
  }

  private void allFlags(String... flags) {
    config.linux(
        """
        , "seccomp": {"defaultAction": "SCMP_ACT_ALLOW", "flags": ["%s"],
          "syscalls": [{"names": ["swapon"], "action": "SCMP_ACT_ERRNO"}]}
        """
            .formatted(String.join("\", \"", flags)));
  }

  /** The flags of each filter that a run loads, as strace reads them from the call. */
  private List<String> seccompFlags() throws IOException {
    String strace = Needs.command("strace", "strace").toString();
    Path trace = folder.resolve("trace");
    Path bundle = config.write("grep Seccomp: /proc/self/status");
    List<String> words =
        new ArrayList<>(List.of(strace, "-f", "-e", "trace=seccomp", "-o", trace.toString()));
    words.addAll(runtime.command("run", "--bundle", bundle.toString(), id).command());
    assertThat(Box.text(Program.of(words).run())).isEqualTo("Seccomp:\t2");
    return Pattern.compile("seccomp\\(SECCOMP_SET_MODE_FILTER, ([A-Z_|0-9x]+), .* = 0")
        .matcher(Files.readString(trace))
        .results()
        .map(found -> found.group(1))
        .toList();
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

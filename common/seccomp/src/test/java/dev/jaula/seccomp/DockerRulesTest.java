package dev.jaula.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jaula.linux.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerRulesTest {
  private static final long DOCKER = 0xa80425fbL;
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final SyscallTable TABLE = new SyscallTable();

  private static int decide(long capabilities, Architecture mode, String name, long... first) {
    Architecture machine =
        mode == Architecture.AARCH64 || mode == Architecture.ARM
            ? Architecture.AARCH64
            : Architecture.X86_64;
    Profile profile = DockerRules.profile(capabilities, machine, 6, 18);
    long[] args = new long[6];
    System.arraycopy(first, 0, args, 0, first.length);
    int number = TABLE.number(name, mode);
    assertThat(number).as(name).isNotNegative();
    return new Interpreter(Compiler.compile(profile, machine)).run(mode.audit(), number, args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read",
        "write",
        "openat",
        "openat2",
        "execve",
        "execveat",
        "mmap",
        "mprotect",
        "brk",
        "exit_group",
        "getpid",
        "futex",
        "futex_waitv",
        "epoll_pwait2",
        "io_pgetevents",
        "memfd_secret",
        "landlock_restrict_self",
        "rseq",
        "close_range",
        "pidfd_open",
        "pidfd_send_signal",
        "statmount",
        "listmount",
        "mseal",
        "setxattrat",
        "cachestat",
        "fchmodat2",
        "ptrace",
        "process_vm_readv",
        "seccomp",
        "setgroups",
        "mknodat",
        "name_to_handle_at",
        "adjtimex"
      })
  void allowedToAll(String name) {
    assertThat(decide(0, Architecture.X86_64, name)).isEqualTo(ALLOW);
    assertThat(decide(DOCKER, Architecture.AARCH64, name)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io_uring_setup",
        "io_uring_enter",
        "io_uring_register",
        "keyctl",
        "add_key",
        "request_key",
        "pivot_root",
        "userfaultfd",
        "kexec_load",
        "kexec_file_load",
        "swapon",
        "swapoff",
        "move_pages",
        "migrate_pages",
        "nfsservctl"
      })
  void refusedToAll(String name) {
    assertThat(decide(-1L, Architecture.X86_64, name)).isEqualTo(EPERM);
    assertThat(decide(0, Architecture.AARCH64, name)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @CsvSource({
    "2,open_by_handle_at",
    "16,init_module",
    "16,finit_module",
    "16,delete_module",
    "17,iopl",
    "17,ioperm",
    "18,chroot",
    "19,kcmp",
    "19,pidfd_getfd",
    "19,process_madvise",
    "20,acct",
    "21,mount",
    "21,umount2",
    "21,unshare",
    "21,setns",
    "21,bpf",
    "21,fsopen",
    "21,move_mount",
    "21,sethostname",
    "21,quotactl",
    "21,lsm_set_self_attr",
    "21,perf_event_open",
    "21,syslog",
    "22,reboot",
    "23,mbind",
    "23,set_mempolicy_home_node",
    "25,settimeofday",
    "25,clock_settime",
    "26,vhangup",
    "34,syslog",
    "38,perf_event_open",
    "39,bpf"
  })
  void allowedWithOneCapability(int capability, String name) {
    assertThat(decide(1L << capability, Architecture.X86_64, name)).isEqualTo(ALLOW);
    assertThat(decide(0, Architecture.X86_64, name)).isEqualTo(EPERM);
    if (capability != 18) {
      assertThat(decide(DOCKER, Architecture.X86_64, name)).isEqualTo(EPERM);
    }
  }

  @ParameterizedTest
  @CsvSource({"X86,25,stime", "X86,264,clock_settime", "X86,404,clock_settime64", "X86,22,umount"})
  void namesOfI386Alone(Architecture mode, int number, String name) {
    assertThat(TABLE.number(name, mode)).isEqualTo(number);
    assertThat(decide(-1L, mode, name)).isEqualTo(ALLOW);
    assertThat(decide(0, mode, name)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @CsvSource({
    "0,ALLOW",
    "8,ALLOW",
    "0x20000,ALLOW",
    "0x20008,ALLOW",
    "0xffffffff,ALLOW",
    "0x1234,ERRNO",
    "1,ERRNO"
  })
  void personality(String value, Action action) {
    for (Architecture mode : List.of(Architecture.X86_64, Architecture.X86, Architecture.ARM)) {
      int expected = action == Action.ALLOW ? ALLOW : EPERM;
      assertThat(decide(-1L, mode, "personality", Long.decode(value))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,ALLOW",
    "2,ALLOW",
    "16,ALLOW",
    "37,ALLOW",
    "38,ERRNO",
    "39,ALLOW",
    "40,ERRNO",
    "41,ALLOW"
  })
  void socketFamilies(long family, Action action) {
    int expected = action == Action.ALLOW ? ALLOW : EPERM;
    assertThat(decide(0, Architecture.X86_64, "socket", family)).isEqualTo(expected);
    assertThat(decide(-1L, Architecture.X32, "socket", family)).isEqualTo(expected);
  }

  @Test
  void cloneMakesNoNamespaceWithoutSysAdmin() {
    long threads = 0x3d0f00;
    for (Architecture mode : List.of(Architecture.X86_64, Architecture.X86, Architecture.X32)) {
      assertThat(decide(DOCKER, mode, "clone", threads)).isEqualTo(ALLOW);
      for (int bit : new int[] {17, 25, 26, 27, 28, 29, 30}) {
        assertThat(decide(DOCKER, mode, "clone", threads | 1L << bit)).isEqualTo(EPERM);
        assertThat(decide(1L << 21, mode, "clone", threads | 1L << bit)).isEqualTo(ALLOW);
      }
      assertThat(decide(DOCKER, mode, "clone3")).isEqualTo(ENOSYS);
      assertThat(decide(1L << 21, mode, "clone3")).isEqualTo(ALLOW);
    }
  }

  @Test
  void whatDependsOnTheMachine() {
    assertThat(decide(0, Architecture.X86_64, "arch_prctl")).isEqualTo(ALLOW);
    assertThat(decide(0, Architecture.X86, "modify_ldt")).isEqualTo(ALLOW);
    assertThat(decide(0, Architecture.ARM, "cacheflush")).isEqualTo(ALLOW);
    assertThat(decide(0, Architecture.ARM, "set_tls")).isEqualTo(ALLOW);
    assertThat(decide(0, Architecture.ARM, "arm_sync_file_range")).isEqualTo(ALLOW);
    Profile old = DockerRules.profile(0, Architecture.X86_64, 4, 7);
    int ptrace = TABLE.number("ptrace", Architecture.X86_64);
    Interpreter filter = new Interpreter(Compiler.compile(old, Architecture.X86_64));
    assertThat(filter.run(0xC000003E, ptrace, 0, 0, 0, 0, 0, 0)).isEqualTo(EPERM);
  }

  @Test
  void everyNameIsKnown() {
    Set<String> known = new HashSet<>(TABLE.names());
    for (Architecture machine : List.of(Architecture.X86_64, Architecture.AARCH64)) {
      for (Rule rule : DockerRules.profile(-1L, machine, 6, 18).syscalls()) {
        assertThat(known).containsAll(rule.names());
      }
    }
  }

  @Test
  void theTreeIsShallowAndTheProgramShort() {
    byte[] program =
        Compiler.compile(
            DockerRules.profile(DOCKER, Architecture.X86_64, 6, 18), Architecture.X86_64);
    Interpreter filter = new Interpreter(program);
    int most = 0;
    long sum = 0;
    for (int number = 0; number < 470; number++) {
      filter.run(0xC000003E, number, 0, 0, 0, 0, 0, 0);
      sum += filter.steps;
      most = Math.max(most, filter.steps);
    }
    assertThat(filter.size()).isLessThan(350);
    assertThat(most).isLessThanOrEqualTo(16);
    assertThat(sum / 470).isLessThanOrEqualTo(10);
  }

  @Test
  void keysTellProgramsApartAndOnlyThose() {
    Set<String> keys = new HashSet<>();
    List<byte[]> programs = new ArrayList<>();
    for (int bit = 0; bit < 64; bit++) {
      long capabilities = 1L << bit;
      String key = DockerRules.key(capabilities, Architecture.X86_64, 6, 18);
      assertThat(key).matches("[A-Za-z0-9_-]+");
      boolean matters = (DockerRules.RELEVANT & capabilities) != 0;
      assertThat(keys.add(key)).isEqualTo(matters || bit == 0);
      byte[] program =
          Compiler.compile(
              DockerRules.profile(capabilities, Architecture.X86_64, 6, 18), Architecture.X86_64);
      boolean fresh = programs.stream().noneMatch(p -> java.util.Arrays.equals(p, program));
      assertThat(fresh).as("capability %d", bit).isEqualTo(matters || bit == 0);
      programs.add(program);
    }
    assertThat(DockerRules.key(0, Architecture.X86_64, 4, 7))
        .isNotEqualTo(DockerRules.key(0, Architecture.X86_64, 4, 8));
    assertThat(DockerRules.key(0, Architecture.X86_64, 5, 0))
        .isEqualTo(DockerRules.key(0, Architecture.X86_64, 6, 18));
  }

  /**
   * Cached programs outlive an update of Jaula: whoever changes them must raise a VERSION, then
   * this digest.
   */
  @Test
  void programsAreThoseOfTheirVersions() {
    Sha256 sum = new Sha256();
    for (Architecture machine : List.of(Architecture.X86_64, Architecture.AARCH64)) {
      for (long capabilities : new long[] {0, DOCKER, 1L << 21, -1L}) {
        byte[] program =
            Compiler.compile(DockerRules.profile(capabilities, machine, 6, 18), machine);
        sum.update(program, 0, program.length);
      }
    }
    assertThat(DockerRules.key(0, Architecture.X86_64, 6, 18)).startsWith("docker-1-1-");
    assertThat(sum.hex())
        .isEqualTo("7187355872b2e9265864eb66a036a0b2a848f4b93d9419bc21631c316443f2ea");
  }

  @Test
  void explicitProfilesAreNamedByContent() {
    Rule read = new Rule(List.of("read"), Action.ALLOW, null, List.of());
    Rule two = new Rule(List.of("read", "write"), Action.ALLOW, null, List.of());
    Profile one = new Profile(Action.ERRNO, null, List.of(), List.of(), List.of(read));
    assertThat(one.key())
        .hasSize(64)
        .isEqualTo(new Profile(Action.ERRNO, null, List.of(), List.of(), List.of(read)).key());
    assertThat(one.key())
        .isNotEqualTo(new Profile(Action.ERRNO, 1, List.of(), List.of(), List.of(read)).key())
        .isNotEqualTo(new Profile(Action.LOG, null, List.of(), List.of(), List.of(read)).key())
        .isNotEqualTo(new Profile(Action.ERRNO, null, List.of(), List.of(), List.of(two)).key());
  }

  @Test
  void names() {
    for (Action action : Action.values()) {
      assertThat(Action.named(action.ociName())).isSameAs(action);
    }
    for (Operator operator : Operator.values()) {
      assertThat(Operator.named(operator.ociName())).isSameAs(operator);
    }
    for (Architecture architecture : Architecture.values()) {
      assertThat(Architecture.named(architecture.ociName())).isSameAs(architecture);
    }
    assertThat(Action.named("SCMP_ACT_KILL")).isSameAs(Action.KILL_THREAD);
    assertThat(FilterFlag.bits(List.of("SECCOMP_FILTER_FLAG_TSYNC", "SECCOMP_FILTER_FLAG_LOG")))
        .isEqualTo(3);
  }
}

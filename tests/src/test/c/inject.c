/*
 * inject LOG PROCESS CALL ACTION COMMAND [ARG...]
 *
 * Runs a command under ptrace(2) and lets one of its system calls fail. PROCESS is 0 for the
 * command and n for the n-th process that is made below it; CALL counts that process's system calls
 * from 1 after its execve; ACTION is
 *   none       nothing: LOG then holds a line "PROCESS CALL NUMBER" for each call
 *   error=N    the call is not made, and fails with errno N; close is made, as it always is (man 2 close)
 *   signal=N   the process gets signal N as it enters the call
 * A process that executes another program is let go, but not the command, which executes itself. LOG holds the calls up to the injection and
 * it, ends with the exit code of the command, which is also that of inject; 128 + n by signal. When the command has ended,
 * what it leaves behind is let go, too.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <linux/ptrace.h>

enum { MOST = 16, OPTIONS = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                            PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL };

struct process {
  pid_t pid;
  long calls;
  int failing;
};

static struct process processes[MOST];
static int known;
static FILE *records;
static int target;
static long call_number;
static int error_number;
static int signal_number;

static void die(const char *what) {
  fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
  exit(99);
}

static int find(pid_t pid) {
  for (int i = 0; i < known; i++) {
    if (processes[i].pid == pid) {
      return i;
    }
  }
  if (known == MOST) {
    return -1;
  }
  processes[known] = (struct process){.pid = pid};
  return known++;
}

static void set(pid_t pid, size_t offset, long value) {
  ptrace(PTRACE_POKEUSER, pid, offset, value);
}

static void enter(int index, unsigned long long number) {
  struct process *p = &processes[index];
  p->calls++;
  fprintf(records, "%d %ld %llu\n", index, p->calls, number);
  if (index != target || p->calls != call_number) {
    return;
  }
  if (signal_number != 0) {
    kill(p->pid, signal_number);
  } else if (error_number != 0) {
    if (number != SYS_close) {
      set(p->pid, offsetof(struct user_regs_struct, orig_rax), -1);
    }
    p->failing = 1;
  }
}

static void at_call(int index) {
  struct process *p = &processes[index];
  struct ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, p->pid, sizeof info, &info) < 0) {
    return;
  }
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
    enter(index, info.entry.nr);
  } else if (p->failing) {
    set(p->pid, offsetof(struct user_regs_struct, rax), -error_number);
    p->failing = 0;
  }
}

/* The signal to go on with; -1 when the process has been let go. */
static int stopped(pid_t pid, int status) {
  int index = find(pid);
  int stop = WSTOPSIG(status);
  int event = status >> 16;
  if (index >= 0 && stop == (SIGTRAP | 0x80)) {
    at_call(index);
    return 0;
  }
  if (event == PTRACE_EVENT_EXEC && index != 0) {
    ptrace(PTRACE_DETACH, pid, 0, 0);
    return -1;
  }
  if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK) {
    unsigned long child = 0;
    ptrace(PTRACE_GETEVENTMSG, pid, 0, &child);
    find((pid_t)child);
  }
  return event != 0 ? 0 : stop;
}

/* What the command leaves behind goes on without being traced. */
static void let_go(void) {
  for (int i = 1; i < known; i++) {
    int status;
    pid_t pid = processes[i].pid;
    if (ptrace(PTRACE_INTERRUPT, pid, 0, 0) == 0 && waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status)) {
      int isSignal = status >> 16 == 0 && WSTOPSIG(status) != (SIGTRAP | 0x80);
      ptrace(PTRACE_DETACH, pid, 0, isSignal ? (long)WSTOPSIG(status) : 0L);
    }
  }
}

static int follow(pid_t command) {
  int status;
  for (pid_t pid = waitpid(-1, &status, __WALL); pid > 0; pid = waitpid(-1, &status, __WALL)) {
    if (WIFSTOPPED(status)) {
      int pass = stopped(pid, status);
      if (pass >= 0) {
        ptrace(PTRACE_SYSCALL, pid, 0, (long)pass);
      }
    } else if (pid == command) {
      let_go();
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  }
  return 99;
}

static pid_t start(char **argv) {
  int gate[2];
  if (pipe(gate) < 0) {
    die("pipe");
  }
  pid_t pid = fork();
  if (pid == 0) {
    char byte;
    close(gate[1]);
    if (read(gate[0], &byte, 1) != 1) {
      _exit(99);
    }
    close(gate[0]);
    execvp(argv[0], argv);
    die(argv[0]);
  }
  find(pid);
  if (pid < 0 || ptrace(PTRACE_SEIZE, pid, 0, (long)OPTIONS) < 0) {
    die("ptrace");
  }
  if (write(gate[1], "g", 1) != 1) {
    die("write");
  }
  close(gate[0]);
  close(gate[1]);
  return pid;
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "usage: inject LOG PROCESS CALL none|error=N|signal=N COMMAND [ARG...]\n");
    return 99;
  }
  records = fopen(argv[1], "we");
  if (records == NULL) {
    die(argv[1]);
  }
  target = atoi(argv[2]);
  call_number = atol(argv[3]);
  error_number = strncmp(argv[4], "error=", 6) == 0 ? atoi(argv[4] + 6) : 0;
  signal_number = strncmp(argv[4], "signal=", 7) == 0 ? atoi(argv[4] + 7) : 0;
  int code = follow(start(argv + 5));
  fprintf(records, "exit %d\n", code);
  fclose(records);
  return code;
}

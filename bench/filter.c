/* filter: writes the newest seccomp filter of a process to standard output, as raw instructions, so that the floor
 * loads exactly what Jaula loads. usage: filter PID >FILE; wants root and CONFIG_CHECKPOINT_RESTORE. */
#include <errno.h>
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#ifndef PTRACE_SECCOMP_GET_FILTER
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif

int main(int argc, char **argv) {
  static struct sock_filter instructions[BPF_MAXINSNS];
  pid_t pid = argc == 2 ? atoi(argv[1]) : 0;
  if (pid <= 0) return 2;
  if (ptrace(PTRACE_SEIZE, pid, 0, 0) < 0 || ptrace(PTRACE_INTERRUPT, pid, 0, 0) < 0 || waitpid(pid, NULL, __WALL) < 0) {
    fprintf(stderr, "filter: process %d: %s\n", pid, strerror(errno));
    return 1;
  }
  long count = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, instructions);
  if (count < 0) fprintf(stderr, "filter: process %d has no filter that can be read: %s\n", pid, strerror(errno));
  ptrace(PTRACE_DETACH, pid, 0, 0);
  return count > 0 && fwrite(instructions, sizeof *instructions, (size_t)count, stdout) == (size_t)count ? 0 : 1;
}

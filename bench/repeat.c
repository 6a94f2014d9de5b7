/* repeat: runs a program N times, one after the other, and prints two numbers: the CPU time that all of our cgroup took
 * meanwhile, in microseconds (so that containers, monitors and helpers count too), and the largest resident set in KiB
 * of a process that was waited for. usage: repeat N PROGRAM [ARG...]; exit code 1 when a run does not exit with 0. */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

/* bench/run has mounted our cgroup as the root of the tree, on v1 and on v2. */
static long long cpu_us(void) {
  long long value = 0;
  FILE *f = fopen("/sys/fs/cgroup/cpuacct/cpuacct.usage", "re");
  if (f) {
    if (fscanf(f, "%lld", &value) != 1) value = 0;
    value /= 1000;
  } else if ((f = fopen("/sys/fs/cgroup/cpu.stat", "re"))) {
    if (fscanf(f, "usage_usec %lld", &value) != 1) value = 0;
  }
  if (f) fclose(f);
  return value;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  long long from = cpu_us();
  for (int i = atoi(argv[1]); i > 0; i--) {
    pid_t pid;
    int status;
    if (posix_spawnp(&pid, argv[2], NULL, NULL, argv + 2, environ) != 0 || waitpid(pid, &status, 0) < 0 || status != 0)
      return 1;
  }
  long long spent = cpu_us() - from;
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  printf("%lld %ld\n", spent, usage.ru_maxrss);
  return 0;
}

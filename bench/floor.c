/* floor: the least that a start of a container costs. One run makes the system calls that Jaula makes for
 *     jaula run --cpus 0.5 --memory 64M --pids-limit 100 ROOT PROGRAM
 * and nothing else: no options, no state file, no message. bench/run compares Jaula with it.
 *
 * usage: floor [-b] [-s FILTER] [-g HIERARCHIES] ROOT PROGRAM [ARG...]
 *   -b              bind ROOT instead of a throw-away overlay above it
 *   -s FILTER       a file of raw seccomp instructions (struct sock_filter) to load
 *   -g HIERARCHIES  the cgroup v1 hierarchies to join (cpu,memory,pids); v2 is taken where it is alone
 * Exit code: the program's; 99 when a step failed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_HIERARCHIES = 12, PATH_SIZE = 256 };

static void die(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  _exit(99);
}

static void check(long result, const char *what) {
  if (result < 0) die(what);
}

static void put(const char *path, const char *text) {
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT && strstr(path, ".memsw.")) return; /* no swap is counted here, and Jaula goes on too */
  check(fd, path);
  check(write(fd, text, strlen(text)), path);
  close(fd);
}

/* ---- cgroups: v1 hierarchies are joined by the child, who writes 0 to tasks; v2 by CLONE_INTO_CGROUP */

struct limits {
  const char *controller; /* NULL on v2 */
  char path[PATH_SIZE];
  int fd; /* v1: tasks, for the child; v2: the folder */
};
static struct limits groups[MAX_HIERARCHIES];
static int group_count;

static void limit(const struct limits *g, const char *file, const char *value) {
  char path[PATH_SIZE + 40];
  snprintf(path, sizeof path, "%s/%s", g->path, file);
  put(path, value);
}

static void set_limits(const struct limits *g) {
  if (g->controller == NULL) {
    limit(g, "cpu.max", "50000 100000");
    limit(g, "memory.max", "67108864");
    limit(g, "pids.max", "100");
  } else if (strcmp(g->controller, "cpu") == 0) {
    limit(g, "cpu.cfs_quota_us", "50000");
  } else if (strcmp(g->controller, "memory") == 0) {
    limit(g, "memory.limit_in_bytes", "67108864");
    limit(g, "memory.memsw.limit_in_bytes", "134217728");
  } else if (strcmp(g->controller, "pids") == 0) {
    limit(g, "pids.max", "100");
  }
}

static void create_group(const char *controller) {
  struct limits *g = &groups[group_count++];
  g->controller = controller;
  char file[PATH_SIZE + 40];
  if (controller == NULL) {
    snprintf(g->path, sizeof g->path, "/sys/fs/cgroup/jaula-bench-floor-%d", getpid());
    snprintf(file, sizeof file, "%s", g->path);
  } else {
    snprintf(g->path, sizeof g->path, "/sys/fs/cgroup/%s/jaula-bench-floor-%d", controller, getpid());
    snprintf(file, sizeof file, "%s/tasks", g->path);
  }
  check(mkdir(g->path, 0755), g->path);
  set_limits(g);
  g->fd = open(file, (controller ? O_WRONLY : O_RDONLY | O_DIRECTORY) | O_CLOEXEC);
  check(g->fd, file);
}

static void create_groups(char *hierarchies) {
  if (access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0) {
    create_group(NULL);
    return;
  }
  for (char *c = strtok(hierarchies, ","); c && group_count < MAX_HIERARCHIES; c = strtok(NULL, ","))
    create_group(c);
}

static void join_groups(void) {
  for (int i = 0; i < group_count; i++)
    if (groups[i].controller) check(write(groups[i].fd, "0", 1), "join cgroup");
}

/* ---- file systems: the working folder is the new root */

static void overlay_root(const char *root, const char *scratch) {
  char options[3 * PATH_SIZE];
  check(mount("tmpfs", scratch, "tmpfs", 0, "mode=755"), "mount scratch");
  check(chdir(scratch), "chdir scratch");
  check(mkdir("up", 0755), "mkdir up");
  check(mkdir("work", 0755), "mkdir work");
  check(mkdir("root", 0755), "mkdir root");
  snprintf(options, sizeof options, "lowerdir=%s,upperdir=up,workdir=work", root);
  check(mount("overlay", "root", "overlay", 0, options), "mount overlay");
  check(chdir("root"), "chdir root");
}

static void bind_root(const char *root) {
  check(mount(root, root, NULL, MS_BIND | MS_REC, NULL), "bind root");
  check(chdir(root), "chdir root");
}

static void mount_dev(void) {
  static const char *const nodes[] = {"null", "zero", "full", "random", "urandom", "tty"};
  static const char *const links[][2] = {{"/proc/self/fd", "dev/fd"},
                                         {"/proc/self/fd/0", "dev/stdin"},
                                         {"/proc/self/fd/1", "dev/stdout"},
                                         {"/proc/self/fd/2", "dev/stderr"},
                                         {"pts/ptmx", "dev/ptmx"}};
  check(mount("tmpfs", "dev", "tmpfs", MS_NOSUID | MS_STRICTATIME, "mode=755,size=65536k"), "mount dev");
  for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++) {
    char host[32], here[32];
    snprintf(host, sizeof host, "/dev/%s", nodes[i]);
    snprintf(here, sizeof here, "dev/%s", nodes[i]);
    check(mknod(here, S_IFREG | 0666, 0), here);
    check(mount(host, here, NULL, MS_BIND, NULL), here);
  }
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) check(symlink(links[i][0], links[i][1]), links[i][1]);
  check(mkdir("dev/pts", 0755), "dev/pts");
  check(mkdir("dev/shm", 0755), "dev/shm");
  check(mkdir("dev/mqueue", 0755), "dev/mqueue");
  const unsigned long hard = MS_NOSUID | MS_NOEXEC;
  check(mount("devpts", "dev/pts", "devpts", hard, "newinstance,ptmxmode=0666,mode=0620"), "mount pts");
  check(mount("shm", "dev/shm", "tmpfs", hard | MS_NODEV, "mode=1777,size=65536k"), "mount shm");
  check(mount("mqueue", "dev/mqueue", "mqueue", hard | MS_NODEV, NULL), "mount mqueue");
}

static void mount_cgroups(void) {
  const unsigned long flags = MS_NOSUID | MS_NOEXEC | MS_NODEV | MS_RDONLY;
  if (groups[0].controller == NULL) {
    check(mount("cgroup", "sys/fs/cgroup", "cgroup2", flags, NULL), "mount cgroup2");
    return;
  }
  check(mount("tmpfs", "sys/fs/cgroup", "tmpfs", flags & ~MS_RDONLY, "mode=755"), "mount cgroup tmpfs");
  for (int i = 0; i < group_count; i++) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "sys/fs/cgroup/%s", groups[i].controller);
    check(mkdir(path, 0755), path);
    check(mount("cgroup", path, "cgroup", flags, groups[i].controller), path);
  }
}

static void mount_kernel(void) {
  const unsigned long flags = MS_NOSUID | MS_NOEXEC | MS_NODEV;
  check(mount("proc", "proc", "proc", flags, NULL), "mount proc");
  check(mount("sysfs", "sys", "sysfs", flags | MS_RDONLY, NULL), "mount sys");
  if (group_count > 0) mount_cgroups();
}

/* Docker's masked and read-only paths; those that this kernel lacks are passed over. */
static void hide(void) {
  static const char *const files[] = {"proc/interrupts", "proc/kcore", "proc/keys", "proc/latency_stats",
                                      "proc/timer_list", "proc/timer_stats", "proc/sched_debug"};
  static const char *const folders[] = {"proc/asound", "proc/acpi", "proc/scsi", "sys/firmware",
                                        "sys/devices/virtual/powercap"};
  static const char *const fixed[] = {"proc/bus", "proc/fs", "proc/irq", "proc/sys", "proc/sysrq-trigger"};
  const unsigned long read_only = MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NOEXEC | MS_NODEV;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    if (mount("dev/null", files[i], NULL, MS_BIND, NULL) < 0 && errno != ENOENT) die(files[i]);
  for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
    if (mount("tmpfs", folders[i], "tmpfs", MS_RDONLY, NULL) < 0 && errno != ENOENT) die(folders[i]);
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
    if (mount(fixed[i], fixed[i], NULL, MS_BIND | MS_REC, NULL) < 0) {
      if (errno == ENOENT) continue;
      die(fixed[i]);
    }
    check(mount(NULL, fixed[i], NULL, read_only, NULL), fixed[i]);
  }
}

static void pivot(void) {
  check(syscall(SYS_pivot_root, ".", "."), "pivot_root");
  check(umount2(".", MNT_DETACH), "detach the old root");
  check(chdir("/"), "chdir /");
}

/* ---- what the program may do */

static void loopback_up(void) {
  struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  check(fd, "socket");
  check(ioctl(fd, SIOCSIFFLAGS, &request), "loopback up");
  close(fd);
}

static void drop_capabilities(void) {
  const uint32_t docker = 0xa80425fb;
  for (int c = 0; c <= CAP_LAST_CAP; c++)
    if (c >= 32 || !(docker >> c & 1)) prctl(PR_CAPBSET_DROP, c, 0, 0, 0);
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{docker, docker, 0}, {0, 0, 0}};
  check(syscall(SYS_capset, &header, data), "capset");
}

static struct sock_fprog read_filter(const char *path) {
  static struct sock_filter instructions[BPF_MAXINSNS];
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  check(fd, path);
  ssize_t size = read(fd, instructions, sizeof instructions);
  check(size, path);
  close(fd);
  return (struct sock_fprog){(unsigned short)((size_t)size / sizeof *instructions), instructions};
}

struct start {
  const char *root, *scratch;
  int bind;
  struct sock_fprog filter;
  char **command;
};

static _Noreturn void child(const struct start *s, int maps_written) {
  char byte;
  check(read(maps_written, &byte, 1) == 1 ? 0 : -1, "wait for the maps");
  join_groups();
  check(unshare(CLONE_NEWCGROUP), "unshare cgroup"); /* here, so that its root is the container's own cgroup */
  check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
  if (s->bind)
    bind_root(s->root);
  else
    overlay_root(s->root, s->scratch);
  mount_kernel();
  mount_dev();
  hide();
  pivot();
  check(sethostname("floor", 5), "sethostname");
  loopback_up();
  check(setsid(), "setsid");
  check(setgroups(0, NULL), "setgroups");
  check(setresgid(0, 0, 0), "setresgid");
  check(setresuid(0, 0, 0), "setresuid");
  drop_capabilities();
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
  if (s->filter.len > 0) check(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &s->filter), "seccomp");
  char *environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", NULL};
  execve(s->command[0], s->command, environment);
  die(s->command[0]);
  __builtin_unreachable();
}

static void write_maps(long pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/uid_map", pid);
  put(path, "0 0 65536");
  snprintf(path, sizeof path, "/proc/%ld/gid_map", pid);
  put(path, "0 0 65536");
}

static int run(const struct start *s) {
  int pipes[2];
  check(pipe2(pipes, O_CLOEXEC), "pipe");
  struct clone_args arguments = {.exit_signal = SIGCHLD,
                                 .flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS |
                                          CLONE_NEWIPC};
  if (group_count > 0 && groups[0].controller == NULL) {
    arguments.flags |= CLONE_INTO_CGROUP;
    arguments.cgroup = (uint64_t)groups[0].fd;
  }
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  check(pid, "clone3");
  if (pid == 0) child(s, pipes[0]);
  write_maps(pid);
  check(write(pipes[1], "x", 1), "maps are written");
  int status;
  check(waitpid((pid_t)pid, &status, 0), "wait");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
  struct start s = {0};
  char hierarchies[PATH_SIZE] = "cpu,memory,pids", scratch[64];
  int option;
  while ((option = getopt(argc, argv, "+bs:g:")) != -1) {
    if (option == 'b')
      s.bind = 1;
    else if (option == 's')
      s.filter = read_filter(optarg);
    else if (option == 'g')
      snprintf(hierarchies, sizeof hierarchies, "%s", optarg);
    else
      return 99;
  }
  if (argc - optind < 2) {
    fprintf(stderr, "usage: floor [-b] [-s FILTER] [-g HIERARCHIES] ROOT PROGRAM [ARG...]\n");
    return 99;
  }
  s.root = argv[optind];
  s.command = argv + optind + 1;
  snprintf(scratch, sizeof scratch, "/run/jaula-bench-floor-%d", getpid());
  s.scratch = scratch;
  check(mkdir(scratch, 0700), scratch);
  create_groups(hierarchies);
  int code = run(&s);
  for (int i = 0; i < group_count; i++) check(rmdir(groups[i].path), groups[i].path);
  check(rmdir(scratch), scratch);
  return code;
}

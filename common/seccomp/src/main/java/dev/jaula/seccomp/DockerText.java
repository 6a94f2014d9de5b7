package dev.jaula.seccomp;

/**
 * The rules of Docker's default profile (moby, profiles/seccomp) for the architectures that we
 * know.
 *
 * <p>A line is {@code [cap NAME | nocap NAME | kernel MAJOR.MINOR | arch NAME...] ACTION CALL...
 * [if INDEX OPERATOR VALUE [VALUE2]]}: it counts when the container has the capability, has it not,
 * the kernel is that new, or the machine is one of those. ACTION is {@code allow} or {@code errno
 * NUMBER}; {@code & MASK VALUE} compares under a mask. 0x7e020000 is every CLONE_NEW* flag that
 * clone takes; 38 and 40 are AF_ALG and AF_VSOCK; 38 as an errno is ENOSYS.
 */
final class DockerText {
  static final String TEXT =
      """
      allow accept accept4 access adjtimex alarm bind brk cachestat capget capset chdir chmod
      allow chown chown32 clock_adjtime clock_adjtime64 clock_getres clock_getres_time64
      allow clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64 close close_range
      allow connect copy_file_range creat dup dup2 dup3 epoll_create epoll_create1 epoll_ctl
      allow epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2
      allow execve execveat exit exit_group faccessat faccessat2 fadvise64 fadvise64_64 fallocate
      allow fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl fcntl64
      allow fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64
      allow fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 futex futex_requeue
      allow futex_time64 futex_wait futex_waitv futex_wake futimesat get_robust_list
      allow get_thread_area getcpu getcwd getdents getdents64 getegid getegid32 geteuid geteuid32
      allow getgid getgid32 getgroups getgroups32 getitimer getpeername getpgid getpgrp getpid
      allow getppid getpriority getrandom getresgid getresgid32 getresuid getresuid32 getrlimit
      allow getrusage getsid getsockname getsockopt gettid gettimeofday getuid getuid32 getxattr
      allow getxattrat inotify_add_watch inotify_init inotify_init1 inotify_rm_watch io_cancel
      allow io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit ioctl
      allow ioprio_get ioprio_set ipc kill landlock_add_rule landlock_create_ruleset
      allow landlock_restrict_self lchown lchown32 lgetxattr link linkat listen listmount
      allow listxattr listxattrat llistxattr _llseek lremovexattr lseek lsetxattr lstat lstat64
      allow madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mkdir mkdirat
      allow mknod mknodat mlock mlock2 mlockall mmap mmap2 mprotect mq_getsetattr mq_notify
      allow mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64
      allow mq_unlink mremap mseal msgctl msgget msgrcv msgsnd msync munlock munlockall munmap
      allow name_to_handle_at nanosleep newfstatat _newselect open openat openat2 pause pidfd_open
      allow pidfd_send_signal pipe pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll
      allow ppoll_time64 prctl pread64 preadv preadv2 prlimit64 process_mrelease pselect6
      allow pselect6_time64 pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv
      allow recv recvfrom recvmmsg recvmmsg_time64 recvmsg remap_file_pages removexattr
      allow removexattrat rename renameat renameat2 restart_syscall rmdir rseq rt_sigaction
      allow rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
      allow rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo sched_get_priority_max
      allow sched_get_priority_min sched_getaffinity sched_getattr sched_getparam
      allow sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64
      allow sched_setaffinity sched_setattr sched_setparam sched_setscheduler sched_yield seccomp
      allow select semctl semget semop semtimedop semtimedop_time64 send sendfile sendfile64
      allow sendmmsg sendmsg sendto set_robust_list set_thread_area set_tid_address setfsgid
      allow setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups setgroups32 setitimer setpgid
      allow setpriority setregid setregid32 setresgid setresgid32 setresuid setresuid32 setreuid
      allow setreuid32 setrlimit setsid setsockopt setuid setuid32 setxattr setxattrat shmat
      allow shmctl shmdt shmget shutdown sigaltstack signalfd signalfd4 sigprocmask sigreturn
      allow socketcall socketpair splice stat stat64 statfs statfs64 statmount statx symlink
      allow symlinkat sync sync_file_range syncfs sysinfo tee tgkill time timer_create
      allow timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime
      allow timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime
      allow timerfd_settime64 times tkill truncate truncate64 ugetrlimit umask uname unlink
      allow unlinkat uretprobe utime utimensat utimensat_time64 utimes vfork vmsplice wait4 waitid
      allow waitpid write writev
      kernel 4.8 allow process_vm_readv process_vm_writev ptrace
      allow socket if 0 < 38
      allow socket if 0 == 39
      allow socket if 0 > 40
      allow personality if 0 == 0
      allow personality if 0 == 8
      allow personality if 0 == 0x20000
      allow personality if 0 == 0x20008
      allow personality if 0 == 0xffffffff
      arch arm aarch64 allow arm_fadvise64_64 arm_sync_file_range sync_file_range2
      arch arm aarch64 allow breakpoint cacheflush set_tls
      arch x86_64 allow arch_prctl
      arch x86_64 x86 allow modify_ldt
      cap DAC_READ_SEARCH allow open_by_handle_at
      cap SYS_ADMIN allow bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie
      cap SYS_ADMIN allow lsm_get_self_attr lsm_list_modules lsm_set_self_attr
      cap SYS_ADMIN allow mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd
      cap SYS_ADMIN allow setdomainname sethostname setns syslog umount umount2 unshare
      nocap SYS_ADMIN allow clone if 0 & 0x7e020000 0
      nocap SYS_ADMIN errno 38 clone3
      cap SYS_BOOT allow reboot
      cap SYS_CHROOT allow chroot
      cap SYS_MODULE allow delete_module init_module finit_module
      cap SYS_PACCT allow acct
      cap SYS_PTRACE allow kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev ptrace
      cap SYS_RAWIO allow iopl ioperm
      cap SYS_TIME allow settimeofday stime clock_settime clock_settime64
      cap SYS_TTY_CONFIG allow vhangup
      cap SYS_NICE allow get_mempolicy mbind set_mempolicy set_mempolicy_home_node
      cap SYSLOG allow syslog
      cap BPF allow bpf
      cap PERFMON allow perf_event_open
      """;

  private DockerText() {}
}

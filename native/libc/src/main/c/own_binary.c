/*
 * CVE-2019-5736: who is root in a container without a user namespace, or is the owner of this binary, could have it
 * executed inside (as /proc/self/exe, or as the interpreter of a script), hold it open, and write to it later. So a verb
 * that makes processes of a container executes itself once more, through a mount of its own file that cannot be written
 * through; where it may not mount, from a sealed copy in memory. Where the binary cannot be written to in the first place
 * (a read-only mount, somebody else's, who alone could change its mode) nothing is done; that costs two system calls.
 */
#define _GNU_SOURCE
#include "own_binary.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXECUTABLE 0x10 /* MFD_EXEC */
#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

static const char own[] = "/proc/self/exe";

static int enters_containers(char **argv) {
    static const char verbs[][8] = {"run", "create", "exec", "restore", "learn"};
    for (char **word = argv; *word != NULL; word++) {
        for (unsigned i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
            if (strcmp(*word, verbs[i]) == 0) {
                return 1;
            }
        }
    }
    return 0;
}

/* Detached: nobody can reach the mount to change it, and it ends with the last process that executes it. */
static int read_only_mount(void) {
    int fd = (int)syscall(SYS_open_tree, AT_FDCWD, own, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
    if (fd >= 0 && syscall(SYS_mount_setattr, fd, "", AT_EMPTY_PATH, &attributes, sizeof attributes) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* With vm.memfd_noexec (Linux 6.3) memory that shall be executed must be asked for. */
static int memory(void) {
    int fd = (int)syscall(SYS_memfd_create, "jaula", MFD_CLOEXEC | MFD_ALLOW_SEALING | EXECUTABLE);
    return fd >= 0 || errno != EINVAL ? fd : (int)syscall(SYS_memfd_create, "jaula", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

static int sealed_copy(int file) {
    struct stat stat;
    int fd = memory();
    if (fd < 0 || fstat(file, &stat) < 0) {
        return -1;
    }
    for (off_t left = stat.st_size; left > 0;) {
        ssize_t copied = sendfile(fd, file, NULL, (size_t)left);
        if (copied <= 0) {
            return -1;
        }
        left -= copied;
    }
    return fcntl(fd, F_ADD_SEALS, SEALS) < 0 ? -1 : fd;
}

static void fail(void) {
    static const char line[] = "jaula: its own binary could be written to from inside a container (CVE-2019-5736), and neither "
                               "a read-only mount nor a copy of it in memory can be made; fix: put it on a read-only mount\n";
    ssize_t written = write(2, line, sizeof line - 1);
    (void)written;
    _exit(125);
}

/* An owner without the right to write can take it. What cannot be found out counts as writable. */
static int can_be_written(void) {
    struct stat stat;
    if (access(own, W_OK) == 0) {
        return 1;
    }
    if (errno == EROFS) {
        return 0;
    }
    return errno != EACCES || fstatat(AT_FDCWD, own, &stat, 0) < 0 || stat.st_uid == geteuid();
}

void jaula_protect_own_binary(char **argv) {
    if (!enters_containers(argv) || !can_be_written()) {
        return;
    }
    int fd = read_only_mount();
    if (fd < 0) {
        int file = open(own, O_RDONLY | O_CLOEXEC);
        int seals = file < 0 ? -1 : fcntl(file, F_GET_SEALS);
        if (seals >= 0 && (seals & SEALS) == SEALS) {
            close(file);
            return;
        }
        fd = file < 0 ? -1 : sealed_copy(file);
        close(file);
    }
    if (fd >= 0) {
        syscall(SYS_execveat, fd, "", argv, environ, AT_EMPTY_PATH);
    }
    fail();
}

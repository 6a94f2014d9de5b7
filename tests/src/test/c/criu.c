/*
 * A stand-in for CRIU: speaks its RPC at "criu swrk FD", and does what CRIU does as far as its caller can see it.
 * STANDIN: a folder. Each request is kept there as request-TYPE, in bytes. Files in it decide:
 *   version  MAJOR MINOR SUBLEVEL (4 1 1)
 *   features the bits of criu_features that are there (255)
 *   fail     TYPE: that request fails, with errors in the log
 *   die      TYPE: it ends without an answer
 * A dump ends the process, unless it is to be left; a restore makes a sibling that sleeps.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DUMP = 1, RESTORE = 2, CHECK = 3, PRE_DUMP = 4, NOTIFY = 6, FEATURES = 9, VERSION = 10 };

static unsigned char out[1024];
static size_t used;
static int sock;

static void varint(unsigned long v) {
    for (; v > 127; v >>= 7) out[used++] = (v & 127) | 128;
    out[used++] = v;
}
static void number(int field, unsigned long v) { varint(field << 3); varint(v); }
static void text(int field, const void *data, size_t n) {
    varint(field << 3 | 2);
    varint(n);
    memcpy(out + used, data, n);
    used += n;
}
static void begin(int type, int success) { used = 0; number(1, type); number(2, success); }
static void end(int fd) {
    struct iovec v = {out, used};
    char control[CMSG_SPACE(sizeof fd)] = {0};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    if (fd >= 0) {
        m.msg_control = control;
        m.msg_controllen = sizeof control;
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(c), &fd, sizeof fd);
    }
    if (sendmsg(sock, &m, MSG_NOSIGNAL) < 0) exit(3);
}

static unsigned long value(const unsigned char **p, const unsigned char *end) {
    unsigned long v = 0;
    for (int shift = 0; *p < end; shift += 7) {
        unsigned char c = *(*p)++;
        v |= (unsigned long)(c & 127) << shift;
        if (c < 128) break;
    }
    return v;
}
/* The number in a field of a message, or the length of what is at *at. */
static long find(const unsigned char *p, size_t n, int field, const unsigned char **at) {
    const unsigned char *end = p + n;
    long found = -1;
    while (p < end) {
        unsigned long tag = value(&p, end), v = value(&p, end);
        if (tag >> 3 == (unsigned long)field) {
            found = v;
            if (at) *at = p;
        }
        if ((tag & 7) == 2) p += v;
    }
    return found;
}

static FILE *standin(const char *name, const char *mode) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", getenv("STANDIN"), name);
    return fopen(path, mode);
}
static int is(const char *name, int type) {
    int wanted = 0;
    FILE *f = standin(name, "r");
    if (f && fscanf(f, "%d", &wanted) != 1) wanted = 0;
    if (f) fclose(f);
    return wanted == type;
}

/* Tells the caller, and waits for its word. */
static void notify(const char *script, long pid, int fd) {
    unsigned char inner[128], answer[256];
    size_t n;
    used = 0;
    text(1, script, strlen(script));
    number(2, pid);
    memcpy(inner, out, n = used);
    begin(NOTIFY, 1);
    text(5, inner, n);
    end(fd);
    ssize_t got = recv(sock, answer, sizeof answer, 0);
    if (got <= 0 || find(answer, got, 3, NULL) != 1) exit(4);
}

static void write_log(const unsigned char *opts, long n, const char *said) {
    const unsigned char *name;
    char path[256];
    long work = find(opts, n, 17, NULL), length = find(opts, n, 10, &name);
    if (work < 0) work = find(opts, n, 1, NULL);
    snprintf(path, sizeof path, "/proc/%d/fd/%ld/%.*s", getppid(), work, (int)length, (const char *)name);
    FILE *log = fopen(path, "w");
    if (!log) { perror(path); exit(5); }
    fputs(said, log);
    fclose(log);
}

static long sibling(void) {
    long pid = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) {
        execl("/bin/sleep", "sleep", "1000", NULL);
        _exit(9);
    }
    return pid;
}

int main(int argc, char **argv) {
    static unsigned char request[65536];
    if (argc != 3 || strcmp(argv[1], "swrk")) return 2;
    sock = atoi(argv[2]);
    ssize_t n = recv(sock, request, sizeof request, 0);
    if (n <= 0) return 0;
    int type = find(request, n, 1, NULL);
    const unsigned char *opts = NULL;
    long length = find(request, n, 2, &opts);
    char name[64];
    snprintf(name, sizeof name, "request-%d", type);
    FILE *f = standin(name, "w");
    if (!f || fwrite(request, 1, n, f) != (size_t)n || fclose(f)) return 6;
    if (is("die", type)) return 7;
    if (opts) write_log(opts, length, "(00.1) all is well\n");
    if (is("fail", type)) {
        write_log(opts, length, "(00.1) Error (criu/one.c:1): the first\n(00.2) Error (criu/two.c:2): the last\n");
        begin(type, 0);
        number(7, ENOENT);
        end(-1);
        return 1;
    }
    long pid = opts ? find(opts, length, 2, NULL) : 0;
    if (type == VERSION) {
        int a = 4, b = 1, c = 1;
        f = standin("version", "r");
        if (f && fscanf(f, "%d %d %d", &a, &b, &c) != 3) return 6;
        unsigned char inner[64];
        size_t size;
        used = 0;
        number(1, a), number(2, b), number(4, c);
        memcpy(inner, out, size = used);
        begin(type, 1);
        text(10, inner, size);
    } else if (type == FEATURES) {
        unsigned char inner[64];
        size_t size;
        int bits = 255;
        f = standin("features", "r");
        if (f && fscanf(f, "%d", &bits) != 1) return 6;
        used = 0;
        number(1, bits & 1), number(2, bits >> 1 & 1);
        memcpy(inner, out, size = used);
        begin(type, 1);
        text(8, inner, size);
    } else if (type == DUMP || type == PRE_DUMP) {
        notify("pre-dump", pid, -1);
        if (find(opts, length, 48, NULL) == 1) notify("status-ready", pid, -1);
        notify("post-dump", pid, -1);
        if (type == DUMP && find(opts, length, 3, NULL) != 1) kill(pid, SIGKILL);
        begin(type, 1);
    } else if (type == RESTORE) {
        pid = sibling();
        notify("setup-namespaces", pid, -1);
        int master = posix_openpt(O_RDWR | O_NOCTTY);
        notify("orphan-pts-master", pid, master);
        notify("post-restore", pid, -1);
        if (is("fail", 99)) return 8;
        unsigned char inner[16];
        size_t size;
        used = 0;
        number(1, pid);
        memcpy(inner, out, size = used);
        begin(type, 1);
        text(4, inner, size);
    } else {
        begin(type, type == CHECK);
    }
    end(-1);
    /* after a pre-dump it waits for the next */
    return recv(sock, request, sizeof request, 0) > 0 || type == PRE_DUMP;
}

/*
 * Where the program begins. It keeps argv as the kernel passed it (TeaVM would convert it through the locale), gives TeaVM
 * an empty argument list, and replaces TeaVM's fiber.c, whose start-up creates a POSIX timer and blocks a signal that the
 * program we execute would inherit, and its last words (log.c), which need the whole of printf. The rest of our own C is
 * own_binary.c and strings_pool.c.
 */
#include "start.h"

#include "own_binary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

char **jaula_argv;

int teavm_main(int argc, char **argv);
char *jaula_setlocale(int category, const char *locale);
void *jaula_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset);
int jaula_mprotect(void *address, size_t size, int protection);
void *jaula_malloc(size_t size);
void teavm_initFiber(void);
void teavm_waitFor(int64_t timeout);
void teavm_interrupt(void);

void teavm_printString(const uint16_t *text);
void teavm_printWString(const wchar_t *text);
void teavm_printInt(int32_t number);
void teavm_logCodePoint(int32_t code);

int main(int argc, char **argv) {
    char *none[] = {argc > 0 ? argv[0] : NULL, NULL};
    jaula_protect_own_binary(argv);
    jaula_argv = argv;
    return teavm_main(argc > 0 ? 1 : 0, none);
}

char *jaula_setlocale(int category, const char *locale) {
    (void)category;
    (void)locale;
    return NULL;
}

/* TeaVM takes its heap through these and does not look at the result, so a failure ends the program here. */
static void out_of_memory(void) {
    static const char line[] = "jaula: no memory left for its own heap; see ulimit -v, ulimit -d and memory limits\n";
    ssize_t written = write(2, line, sizeof line - 1);
    (void)written;
    _exit(125);
}

void *jaula_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
    void *block = mmap(address, size, protection, flags, fd, offset);
    if (block == MAP_FAILED) {
        out_of_memory();
    }
    return block;
}

int jaula_mprotect(void *address, size_t size, int protection) {
    if (mprotect(address, size, protection) != 0) {
        out_of_memory();
    }
    return 0;
}

void *jaula_malloc(size_t size) {
    void *block = malloc(size);
    if (block == NULL && size > 0) {
        out_of_memory();
    }
    return block;
}

void teavm_initFiber(void) {
}

void teavm_waitFor(int64_t timeout) {
    (void)timeout;
    abort();
}

void teavm_interrupt(void) {
    abort();
}

/* What TeaVM says before it aborts: "Out of memory" and a stack; ASCII all of it. */
void teavm_logCodePoint(int32_t code) {
    char c = code < 0x80 ? (char)code : '?';
    if (write(STDERR_FILENO, &c, 1) != 1) {
        return;
    }
}

void teavm_printString(const uint16_t *text) {
    while (*text != 0) {
        teavm_logCodePoint(*text++);
    }
}

void teavm_printWString(const wchar_t *text) {
    while (*text != 0) {
        teavm_logCodePoint((int32_t)*text++);
    }
}

void teavm_printInt(int32_t number) {
    uint32_t rest = number < 0 ? 0 - (uint32_t)number : (uint32_t)number;
    char digits[12];
    int at = 0;
    do {
        digits[at++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0) {
        digits[at++] = '-';
    }
    while (at > 0) {
        teavm_logCodePoint(digits[--at]);
    }
}

/*
 * malloc for the few blocks outside the Java heap, which live as long as the process: from memory that is there, then by
 * mappings; zeroed, as it is never used twice. libc's own makes seven system calls before the first block.
 */
#define CHUNK (1024 * 1024)
static _Alignas(16) char first_chunk[512 * 1024];
static char *next_block = first_chunk;
static char *end_of_chunk = first_chunk + sizeof first_chunk;

void *malloc(size_t size) {
    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size_t whole = (size + 31) & ~(size_t)15;
    if ((size_t)(end_of_chunk - next_block) < whole) {
        size_t chunk = whole > CHUNK ? whole : CHUNK;
        char *mapped = mmap(NULL, chunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED) {
            return NULL;
        }
        next_block = mapped;
        end_of_chunk = mapped + chunk;
    }
    size_t *block = (size_t *)(void *)next_block;
    next_block += whole;
    block[0] = size;
    return block + 2;
}

void *calloc(size_t count, size_t size) {
    return size != 0 && count > SIZE_MAX / size ? NULL : malloc(count * size);
}

void free(void *block) {
    (void)block;
}

void *realloc(void *block, size_t size) {
    size_t old = block == NULL ? 0 : ((size_t *)block)[-2];
    void *fresh = malloc(size);
    if (fresh != NULL && block != NULL) {
        memcpy(fresh, block, old < size ? old : size);
    }
    return fresh;
}

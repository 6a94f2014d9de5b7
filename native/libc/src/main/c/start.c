/*
 * The only C of our own. It keeps argv as the kernel passed it (TeaVM would convert it through the locale), gives TeaVM
 * an empty argument list, and replaces two of TeaVM's files: fiber.c, whose start-up creates a POSIX timer and blocks a
 * signal that the program we execute would inherit; and the table of interned strings (see strings.c).
 */
#include "start.h"

#include <stdint.h>
#include <stdlib.h>

char **jaula_argv;

int teavm_main(int argc, char **argv);
char *jaula_setlocale(int category, const char *locale);
void teavm_initFiber(void);
void teavm_waitFor(int64_t timeout);
void teavm_interrupt(void);

int main(int argc, char **argv) {
    char *none[] = {argc > 0 ? argv[0] : NULL, NULL};
    jaula_argv = argv;
    return teavm_main(argc > 0 ? 1 : 0, none);
}

char *jaula_setlocale(int category, const char *locale) {
    (void)category;
    (void)locale;
    return NULL;
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

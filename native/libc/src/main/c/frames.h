/*
 * The other half of frames.awk, included after TeaVM's own headers: what its macros mean here.
 */
#pragma once

#include <sys/mman.h>

extern TeaVM_CallSite *jaula_find_callsite(int32_t handlers);
#undef TEAVM_FIND_CALLSITE
#define TEAVM_FIND_CALLSITE(handlers, frame) jaula_find_callsite(handlers)

/* A frame begins without handlers and with every root empty. */
#undef TEAVM_ALLOC_STACK
#define TEAVM_ALLOC_STACK(sz) \
    struct { TeaVM_StackFrame header; void *data[(sz)]; } teavm_shadowStack; \
    teavm_shadowStack.header.next = teavm_stackTop; \
    teavm_shadowStack.header.size = (sz); \
    teavm_shadowStack.header.callSiteId = 0; \
    __builtin_memset(teavm_shadowStack.data, 0, sizeof teavm_shadowStack.data); \
    teavm_stackTop = &teavm_shadowStack.header

/* A root that is no longer used keeps its object until it is overwritten or its method returns: later, never earlier. */
#undef TEAVM_GC_ROOT_RELEASE
#define TEAVM_GC_ROOT_RELEASE(index) ((void)0)

/* A collection takes every part of the old generation for written to: frames.awk. */
#define teavm_gc_writeBarrier(object) ((void)(object))

/* By a class's number: its initialiser has begun. */
extern int8_t jaula_begun[];
__attribute__((always_inline)) static inline void jaula_initialize(int32_t class, void (*initializer)(void)) {
    if (!jaula_begun[class]) {
        initializer();
    }
}

/* The static fields that do not start as zero: frames.awk writes it. */
static void jaula_first_values(void);

/*
 * Before a collection. The first one wants a list of all classes, to which those that were made since already belong, and
 * from it on free room is no longer zero.
 */
static int32_t jaula_heap_used;
__attribute__((noinline)) static void jaula_before_collection(void) {
    if (!jaula_heap_used) {
        jaula_heap_used = 1;
        teavm_initClasses();
    }
}

/* A check is a comparison and a jump: as calls, which -Oz makes of them, the 6,600 null checks are larger and slower. */
__attribute__((always_inline)) static inline void *jaula_null_check(void *object) {
    if (object == NULL) {
        teavm_throwNullPointerException();
        TEAVM_UNREACHABLE
    }
    return object;
}
#define teavm_nullCheck(object) jaula_null_check(object)

__attribute__((always_inline)) static inline int32_t jaula_check_bounds(int32_t index, void *array) {
    if ((uint32_t)index >= (uint32_t)TEAVM_ARRAY_LENGTH(array)) {
        teavm_throwArrayIndexOutOfBoundsException();
        TEAVM_UNREACHABLE
    }
    return index;
}
#define teavm_checkBounds(index, array) jaula_check_bounds(index, array)

__attribute__((always_inline)) static inline int32_t jaula_check_lower_bound(int32_t index) {
    if (index < 0) {
        teavm_throwArrayIndexOutOfBoundsException();
        TEAVM_UNREACHABLE
    }
    return index;
}
#define teavm_checkLowerBound(index) jaula_check_lower_bound(index)

__attribute__((always_inline)) static inline int32_t jaula_check_upper_bound(int32_t index, void *array) {
    if (index >= TEAVM_ARRAY_LENGTH(array)) {
        teavm_throwArrayIndexOutOfBoundsException();
        TEAVM_UNREACHABLE
    }
    return index;
}
#define teavm_checkUpperBound(index, array) jaula_check_upper_bound(index, array)

#define JAULA_MADV_POPULATE_WRITE 23 // of Linux 5.14; others refuse it

/* Room for the heap, which is asked for first, and its tables, an eighth of it at most: one mapping for all. */
static void *jaula_reserve(int64_t size) {
    static char *next, *end;
    size = (size + 65535) & ~(int64_t)65535;
    if (end - next < size) {
        next = mmap(NULL, size + size / 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (next == MAP_FAILED) {
            teavm_outOfMemory();
        }
        end = next + size + size / 8;
        madvise(next, end - next, MADV_NOHUGEPAGE); // a start uses a hundred KiB of it
        madvise(next, 28 * 4096, JAULA_MADV_POPULATE_WRITE); // at once, not page by page
    }
    next += size;
    return next - size;
}

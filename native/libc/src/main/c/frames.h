/*
 * The other half of frames.awk, included after TeaVM's own headers: what its macros mean here.
 */
#pragma once

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

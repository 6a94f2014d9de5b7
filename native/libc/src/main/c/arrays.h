/*
 * The usual case of what Java does most, without the calls that TeaVM's classes and the guard make of it; whatever is not
 * usual goes their way and throws there. frames.awk puts these in; included after frames.h.
 */
#pragma once

#include <string.h>

void meth_djg_Checks_arrayCopy(void *from, int32_t at, void *to, int32_t to_at, int32_t length);
void meth_djg_Checks_arrayStore(void *array, int32_t index, void *value);

/* Bytes of an item, 0 when the object is no array. */
static int32_t jaula_item_size(TeaVM_Class *class) {
    TeaVM_Class *item = class->itemType;
    return item == NULL ? 0 : teavm_primitiveKind(item) ? item->size : (int32_t)sizeof(void *);
}

/* System.arraycopy's demands: most copies are between arrays of one class. */
__attribute__((noinline)) static void jaula_check_copy(void *from, int32_t at, void *to, int32_t to_at, int32_t length) {
    if (from != NULL && to != NULL && TEAVM_CLASS_OF(from) == TEAVM_CLASS_OF(to)
            && TEAVM_CLASS_OF(from)->itemType != NULL && (at | to_at | length) >= 0
            && at <= TEAVM_ARRAY_LENGTH(from) - length && to_at <= TEAVM_ARRAY_LENGTH(to) - length) {
        return;
    }
    meth_djg_Checks_arrayCopy(from, at, to, to_at, length);
}

/* After its demands were checked: the items are of the same size. */
__attribute__((noinline)) static void jaula_copy(void *from, int32_t at, void *to, int32_t to_at, int32_t length) {
    size_t size = (size_t)jaula_item_size(TEAVM_CLASS_OF(from));
    char *source = TEAVM_ALIGN((TeaVM_Array *)from + 1, size);
    char *target = TEAVM_ALIGN((TeaVM_Array *)to + 1, size);
    memmove(target + size * (size_t)to_at, source + size * (size_t)at, size * (size_t)length);
}

/* Most arrays of references hold any object, or exactly the class that is stored. */
__attribute__((noinline)) static void jaula_check_store(void *array, int32_t index, void *value) {
    if (array != NULL && value != NULL) {
        TeaVM_Class *item = TEAVM_CLASS_OF(array)->itemType;
        if (item != teavm_objectClass && item != TEAVM_CLASS_OF(value)) {
            meth_djg_Checks_arrayStore(array, index, value);
        }
    }
}

/* The heap is zero where nothing was yet, but for the two words by which the collector knows free room. */
__attribute__((always_inline)) static inline void jaula_clear(void *object, int32_t value, int32_t size) {
    if (jaula_heap_used) {
        memset(object, value, (size_t)size);
    } else {
        memset(object, value, sizeof(TeaVM_Object));
    }
}

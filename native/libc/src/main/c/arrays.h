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

__attribute__((noinline)) static int32_t jaula_string_equals(void *string, void *other) {
    if (string == other) {
        return 1;
    }
    if (other == NULL || TEAVM_CLASS_OF(other) != teavm_stringClass) {
        return 0;
    }
    TeaVM_Array *a = jaula_characters(string);
    TeaVM_Array *b = jaula_characters(other);
    if (a->size != b->size) {
        return 0;
    }
    const char16_t *x = TEAVM_ARRAY_DATA(a, char16_t);
    const char16_t *y = TEAVM_ARRAY_DATA(b, char16_t);
    for (int32_t i = 0; i < a->size; i++) {
        if (x[i] != y[i]) {
            return 0;
        }
    }
    return 1;
}

/* Most casts are to the object's own class. */
__attribute__((noinline)) static void *jaula_cast(void *object, void *class, int32_t (*is_above)(TeaVM_Class *, TeaVM_Class *)) {
    return object == NULL || TEAVM_CLASS_OF(object) == class || is_above(class, TEAVM_CLASS_OF(object))
        ? object : teavm_throwClassCastException();
}
#define teavm_checkcast(object, class, is_above) jaula_cast(object, class, is_above)

/* The heap is zero where nothing was yet, but for the two words by which the collector knows free room. */
__attribute__((always_inline)) static inline void jaula_clear(void *object, int32_t value, int32_t size) {
    if (jaula_heap_used) {
        memset(object, value, (size_t)size);
    } else {
        memset(object, value, sizeof(TeaVM_Object));
    }
}

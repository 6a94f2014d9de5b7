/*
 * In place of TeaVM's strings.c and stringhash.c. String literals are made from jaula_text (strings.awk) one by one when
 * they are first used, so a short command touches few pages. TeaVM also puts every literal into a hash table for
 * String.intern, half of the time of a short command: nothing here calls that, and without it a literal is still one
 * object. The collector asks for the interned strings that it should move or forget: there are none.
 */
#include "jaula_strings.c"

/* Two objects a literal: the string, and its characters, at most as many as bytes; all aligned to 8. */
static char jaula_string_room[JAULA_STRINGS * (sizeof(TeaVM_String) + sizeof(TeaVM_Array) + 16) + 2 * sizeof jaula_text]
    __attribute__((aligned(8)));
static char *jaula_string_next = jaula_string_room;
TeaVM_String *teavm_stringPool[JAULA_STRINGS];

static void *jaula_string_take(size_t size) {
    void *taken = jaula_string_next;
    jaula_string_next += (size + 7) & ~(size_t)7;
    return taken;
}

/* UTF-8 to UTF-16, both well formed but for lone surrogates, which have three bytes; how many units. */
static int32_t jaula_string_decode(const unsigned char *from, const unsigned char *end, char16_t *to) {
    char16_t *begin = to;
    while (from < end) {
        uint32_t c = *from++;
        if (c < 0x80) {
            *to++ = (char16_t)c;
            continue;
        }
        if (c >= 0xf0) {
            c = (c & 7) << 18 | (from[0] & 63) << 12 | (from[1] & 63) << 6 | (from[2] & 63);
            from += 3;
            *to++ = (char16_t)(0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + (c & 0x3ff);
        } else if (c >= 0xe0) {
            c = (c & 15) << 12 | (from[0] & 63) << 6 | (from[1] & 63);
            from += 2;
        } else {
            c = (c & 31) << 6 | (*from++ & 63);
        }
        *to++ = (char16_t)c;
    }
    return (int32_t)(to - begin);
}

/* The header's sign bit keeps the collector away. */
static void __attribute__((noinline)) jaula_string_make(int32_t number) {
    const unsigned char *text = (const unsigned char *)&jaula_text;
    TeaVM_String *string = jaula_string_take(sizeof *string);
    TeaVM_Array *characters = (TeaVM_Array *)jaula_string_next;
    char16_t *units = TEAVM_ARRAY_DATA(characters, char16_t);
    characters->size = jaula_string_decode(text + jaula_text_at[number], text + jaula_text_at[number + 1], units);
    jaula_string_take((char *)(units + characters->size) - (char *)characters);
    characters->parent.header = TEAVM_PACK_CLASS(teavm_charArrayClass) | (int32_t)INT32_C(0x80000000);
    string->parent.header = TEAVM_PACK_CLASS(teavm_stringClass) | (int32_t)INT32_C(0x80000000);
    string->characters = characters;
    teavm_stringPool[number] = string;
}

TeaVM_String *__attribute__((noinline)) jaula_string(int32_t number) {
    if (teavm_stringPool[number] == NULL) {
        jaula_string_make(number);
    }
    return teavm_stringPool[number];
}

TeaVM_String **jaula_string_place(void *place) {
    ptrdiff_t number = (TeaVM_String **)place - teavm_stringPool;
    if (number >= 0 && number < JAULA_STRINGS) {
        jaula_string((int32_t)number);
    }
    return place;
}

void teavm_initStringPool(void) {
}

TeaVM_HashtableEntrySet *teavm_stringHashtableData = NULL;

TeaVM_String *teavm_registerString(TeaVM_String *str) {
    return str;
}

TeaVM_String *teavm_internString(TeaVM_String *str) {
    return str;
}

void teavm_stringHashtableRewind(void) {
}

void *teavm_stringHashtableCurrent(void) {
    return NULL;
}

void teavm_stringHashtableUpdateRef(void *str) {
    (void)str;
}

void teavm_stringHashtableDelete(void) {
}

void teavm_stringHashtableNext(void) {
}

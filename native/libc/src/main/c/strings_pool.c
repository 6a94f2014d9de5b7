/*
 * In place of TeaVM's strings.c and stringhash.c. String literals are made from jaula_text (strings.awk) one by one when
 * they are first used, and get their characters when somebody looks at them, so a short command touches few pages: most of
 * the texts that it puts into tables are help that nobody asked for. TeaVM also puts every literal into a hash table for
 * String.intern, half of the time of a short command: nothing here calls that, and without it a literal is still one
 * object. The collector asks for the interned strings that it should move or forget: there are none.
 */
#include "jaula_strings.c"

/* Two objects a literal: the string, and its characters, at most as many as bytes; all aligned to 8. */
static char jaula_string_room[JAULA_STRINGS * (sizeof(TeaVM_String) + sizeof(TeaVM_Array) + 16) + 2 * JAULA_UNITS + 16]
    __attribute__((aligned(8)));
static uint32_t jaula_string_next = 1;

/* Where a literal is in the room, in units of 8 bytes; 0 when it was not made. A table of pointers takes four times as many pages. */
static uint16_t jaula_string_at[JAULA_STRINGS];
_Static_assert(sizeof jaula_string_room / 8 <= UINT16_MAX, "the literals need a wider table");

/* Never read by an index: only its addresses have a meaning, see jaula_string_place. */
TeaVM_String *teavm_stringPool[JAULA_STRINGS];

#ifdef JAULA_WORDS
/* The word that a byte stands for (strings.awk), or NULL. */
static const char *jaula_string_word(uint32_t byte) {
    uint32_t number = byte >= 0xe3 ? byte - 0xe3 + 28 : byte - 0xc4;
    return byte < 0xc4 || (byte >= 0xe0 && byte < 0xe3) || number >= JAULA_WORDS ? NULL : jaula_words[number];
}
#else
static const char *jaula_string_word(uint32_t byte) {
    (void)byte;
    return NULL;
}
#endif

/* UTF-8 to UTF-16, both well formed but for lone surrogates, which have three bytes; how many units. */
static int32_t jaula_string_decode(const unsigned char *from, const unsigned char *end, char16_t *to) {
    char16_t *begin = to;
    typedef unsigned char eight_bytes __attribute__((vector_size(8)));
    typedef uint16_t eight_units __attribute__((vector_size(16)));
    while (from < end) { // most text is ASCII; what is written too much lies in free room
        size_t count = end - from < 8 ? (size_t)(end - from) : 8;
        uint64_t bytes;
        memcpy(&bytes, from, 8);
        if (bytes << (8 - count) * 8 & UINT64_C(0x8080808080808080)) {
            break;
        }
        eight_units units = __builtin_convertvector((eight_bytes)bytes, eight_units);
        memcpy(to, &units, 16);
        from += count;
        to += count;
    }
    while (from < end) {
        uint32_t c = *from++;
        if (c < 0x80) {
            *to++ = (char16_t)c;
            continue;
        }
        const char *word = jaula_string_word(c);
        if (word != NULL) {
            while (*word != 0) {
                *to++ = (char16_t)*word++;
            }
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

static void *jaula_string_here(uint32_t at) {
    return jaula_string_room + (size_t)at * 8;
}

/* The object alone, its number in place of an identity hash; the header's sign bit keeps the collector away. */
static void __attribute__((noinline)) jaula_string_make(int32_t number) {
    TeaVM_String *string = jaula_string_here(jaula_string_next);
    string->parent.header = TEAVM_PACK_CLASS(teavm_stringClass) | (int32_t)INT32_C(0x80000000);
    string->parent.hash = number + 1;
    string->characters = NULL;
    string->hashCode = 0;
    jaula_string_at[number] = (uint16_t)jaula_string_next;
    jaula_string_next += sizeof *string / 8;
}

/* A string without characters is a literal that was never looked at, or one that is being made. */
TeaVM_Array *__attribute__((noinline)) jaula_string_characters(TeaVM_String *string) {
    if (string->parent.header >= 0) {
        return NULL;
    }
    int32_t number = string->parent.hash - 1;
    const unsigned char *text = (const unsigned char *)&jaula_text;
    TeaVM_Array *characters = jaula_string_here(jaula_string_next);
    char16_t *units = TEAVM_ARRAY_DATA(characters, char16_t);
    characters->size = jaula_string_decode(text + jaula_text_at[number], text + jaula_text_at[number + 1], units);
    characters->parent.header = TEAVM_PACK_CLASS(teavm_charArrayClass) | (int32_t)INT32_C(0x80000000);
    jaula_string_next += (uint32_t)(((char *)(units + characters->size) - (char *)characters + 7) / 8);
    string->characters = characters;
    return characters;
}

TeaVM_String *__attribute__((noinline)) jaula_string(int32_t number) {
    if (jaula_string_at[number] == 0) {
        jaula_string_make(number);
    }
    return jaula_string_here(jaula_string_at[number]);
}

TeaVM_String **jaula_string_place(void *place) {
    ptrdiff_t number = (TeaVM_String **)place - teavm_stringPool;
    if (number >= 0 && number < JAULA_STRINGS) {
        teavm_stringPool[number] = jaula_string((int32_t)number);
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

/*
 * String literals, see strings.awk and strings_pool.c: what TeaVM's macros mean here.
 */
#pragma once

TeaVM_String *jaula_string(int32_t number);
#undef TEAVM_GET_STRING
#define TEAVM_GET_STRING(number) jaula_string(number)

/* A static object that names a literal points to its place in the pool; reading through that pointer fills the place. */
TeaVM_String **jaula_string_place(void *place);
#define teavm_dereferenceNullable(place) ((place) == NULL ? NULL : (TeaVM_Object *)*jaula_string_place(place))

/* The characters of a string, in place of its field. */
TeaVM_Array *jaula_string_characters(TeaVM_String *string);
__attribute__((always_inline)) static inline TeaVM_Array *jaula_characters(void *string) {
    TeaVM_Array *characters = ((TeaVM_String *)string)->characters;
    return characters != NULL ? characters : jaula_string_characters(string);
}

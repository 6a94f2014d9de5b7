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

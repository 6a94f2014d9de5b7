# TeaVM's string literals as bytes: awk -f strings.awk strings.c, C on standard output for strings_pool.c.
# A literal in TeaVM's form is two objects of UTF-16, 48 bytes and twice its length, and all of them are written to when
# the program starts. Here it is its UTF-8, and becomes an object when it is first used.

/^ *TEAVM_STRING/ { text = ""; inside = 1 }
inside { text = text (text == "" ? "" : "\n") $0 }
inside && /\),? +\/\/ string #[0-9]+$/ { literal(text); inside = 0 }
/^ *NULL/ { broken("an empty place in the pool") }

# TEAVM_STRING(length, hash,u"...") or TEAVM_STRING_FROM_CODES(length, hash,code, code ...)
function literal(text,    codes, from, i, n, code) {
    sub(/\),? +\/\/ string #[0-9]+$/, "", text)
    codes = text ~ /^ *TEAVM_STRING_FROM_CODES/
    if (!match(text, /^ *TEAVM_STRING[A-Z_]*\([0-9]+, *-?[0-9]+, *u?/)) broken(text)
    text = substr(text, RSTART + RLENGTH)
    if (codes) {
        n = split(text, from, ",")
        text = "\""
        for (i = 1; i <= n; i++) text = text utf8(from[i] + 0)
        text = text "\""
    }
    strings[count++] = text
}

# As octal escapes; a surrogate by itself takes three bytes, and so does each half of a pair.
function utf8(code) {
    if (code < 128) return octal(code)
    if (code < 2048) return octal(192 + int(code / 64)) octal(128 + code % 64)
    return octal(224 + int(code / 4096)) octal(128 + int(code / 64) % 64) octal(128 + code % 64)
}

function octal(byte) { return sprintf("\\%03o", byte) }

function broken(why) {
    failed = 1
    print "strings.awk: TeaVM's C is not as expected: " why > "/dev/stderr"
    exit 1
}

END {
    if (failed) exit 1
    if (!count) broken("no strings")
    print "#define JAULA_STRINGS " count
    print "static const struct {"
    for (i = 0; i < count; i++) print "    char s" i "[sizeof " strings[i] " - 1];"
    print "    char end[8]; // for reads of eight bytes"
    print "} jaula_text = {"
    for (i = 0; i < count; i++) print "    " strings[i] ","
    print "};"
    print "static const uint32_t jaula_text_at[JAULA_STRINGS + 1] = {"
    for (i = 0; i < count; i++) print "    offsetof(__typeof__(jaula_text), s" i "),"
    print "    offsetof(__typeof__(jaula_text), end),"
    print "};"
}

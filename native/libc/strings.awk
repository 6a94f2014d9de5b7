# TeaVM's string literals as bytes: awk -f strings.awk strings.c, C on standard output for strings_pool.c.
# A literal in TeaVM's form is two objects of UTF-16, 48 bytes and twice its length, and all of them are written to when
# the program starts. Here it is its UTF-8, and becomes an object when it is first used. In long literals, which are
# mostly help, what is frequent in English and Portuguese is one byte that this program's UTF-8 has no other use for.

BEGIN {
    frequent = split("java.lang.|[OPTIONS] |namespac|cgroup|lf/ns/|cont|proc|and |of |aul|com|mem|e |s |o |a |er|t |th|in|, |or|: |m |es|ar|on|it|" \
        "ma|; |ou|se|de|st|re|ro|d |ad|ch|no|n |le|--|l |qu|ne|nt|y |us|al|ho|im|am|iv|id|il|ed", words, "|")
    shortest = 20
    escapes["n"] = 10
    escapes["t"] = 9
    escapes["r"] = 13
    escapes["b"] = 8
    escapes["f"] = 12
    escapes["\""] = 34
    escapes["'"] = 39
    escapes["?"] = 63
    escapes["\\"] = 92
}

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
    if (text !~ /^".*"$/) broken(text)
    text = in_digits(text)
    if (text ~ /[\304-\337\343-\377]|\\3(0[4-7]|[1-3][0-7]|4[3-7]|[5-7][0-7])/) taken = 1
    strings[count++] = text
}

# All escapes as octal digits, which no word has.
function in_digits(text,    at, done, letter) {
    while (at = index(text, "\\")) {
        letter = substr(text, at + 1, 1)
        done = done substr(text, 1, at - 1)
        if (letter == "u") {
            done = done utf8(hexadecimal(substr(text, at + 2, 4)))
            at += 4
        } else if (letter in escapes) {
            done = done octal(escapes[letter])
        } else if (letter ~ /[0-7]/) {
            done = done "\\" letter
        } else {
            broken(text)
        }
        text = substr(text, at + 2)
    }
    return done text
}

function hexadecimal(text,    i, number) {
    for (i = 1; i <= length(text); i++) number = number * 16 + index("0123456789abcdef", tolower(substr(text, i, 1))) - 1
    return number
}

# The bytes of words are those that begin U+0100 to U+07FF, and U+3000 and beyond.
function byte_of(word) { return octal(word <= 28 ? 195 + word : 198 + word) }

function shortened(text,    i, at, done) {
    for (i = 1; i <= frequent; i++) {
        done = ""
        while (at = index(text, words[i])) {
            done = done substr(text, 1, at - 1) byte_of(i)
            text = substr(text, at + length(words[i]))
        }
        text = done text
    }
    return text
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
    units = 0
    for (i = 0; i < count; i++) {
        units += length(strings[i])
        if (!taken && length(strings[i]) >= shortest) strings[i] = shortened(strings[i])
    }
    print "#define JAULA_UNITS " units " // and more"
    if (!taken) {
        print "#define JAULA_WORDS " frequent
        print "static const char jaula_words[JAULA_WORDS][12] = {"
        for (i = 1; i <= frequent; i++) print "    \"" words[i] "\","
        print "};"
    }
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

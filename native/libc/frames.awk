# Makes TeaVM's C lean: awk -f frames.awk callsites.c CLASS.c... writes CLASS.lean.c next to each, and on standard
# output the exception handlers for them. Three things change, and none of them what a program does.
#
# - A shadow frame's call site id is an index into 22,000 call sites, stored before each call, of which a thousand have
#   handlers. Here it is the number of a list of handlers, 0 is the empty one, and a method without handlers never
#   stores it: a frame begins with 0 (frames.h). It served stack traces too, which a minified binary does not have.
# - A frame without roots and without handlers says nothing to the collector nor to a throw: it is left away.
# - A collection takes every card for written to, so that no store of a reference needs to mark one (frames.h): it looks
#   through the whole old generation. Heaps are small, and most programs end before the first collection.

FILENAME ~ /callsites\.c$/ {
    if (/exceptionClass/) handler($0)
    if (/^TeaVM_CallSite teavm_callSites\[/) sites = 1
    if (/^};/) sites = 0
    if (sites && /firstHandler/) call_site($0)
    next
}

FNR == 1 {
    if (out != "") close(out)
    out = FILENAME
    sub(/\.c$/, ".lean.c", out)
    printf "" > out
    inside = 0
}
/^[A-Za-z].*\) \{$/ { inside = 1; lines = 0; try = 0; rootless = 0 }
!inside { print > out; next }
/teavm_gc_gcStarted\(/ {
    sub(/teavm_gc_gcStarted\(.*\);/, "memset(teavm_gc_cardTable, 0, meth_otr_GC_getRegionCount());")
    collections++
}
{
    gsub(/\*\(\(TeaVM_String\*\*\) /, "*jaula_string_place((TeaVM_String**) ")
    line[lines++] = $0
    if (/TEAVM_TRY/) try = 1
    if (/TEAVM_ALLOC_STACK\(INT32_C\(0\)\)/) rootless = 1
}
/^}/ { method(); inside = 0 }

# One handler of the table; a list of them ends with NULL. Equal lists get one number.
function handler(text,    id, class) {
    match(text, /\.id = [0-9]+/)
    id = substr(text, RSTART + 6, RLENGTH - 6)
    class = match(text, /&[A-Za-z0-9_]+_Cls/) ? "(TeaVM_Class *) " substr(text, RSTART, RLENGTH) : "NULL"
    if (list == "") begin = handlers + 0
    list = list id ":" class "\n"
    handlers++
    if (text !~ /\.next = NULL/) return
    if (!(list in number)) { number[list] = ++lists; content[lists] = list }
    starts[begin] = number[list]
    list = ""
}

function call_site(text,    at) {
    if (text ~ /exceptionHandlers_teavm_callSites/) {
        at = 0
        if (match(text, /callSites *\+ *[0-9]+/)) { at = substr(text, RSTART, RLENGTH); sub(/.*\+ */, "", at) }
        if (!(at + 0 in starts)) broken("a call site points into the middle of a list of handlers")
        handlers_of[count] = starts[at + 0]
    }
    count++
}

function method(    i, text, done, id) {
    for (i = 0; i < lines; i++) {
        text = line[i]
        if (!try) {
            gsub(/TEAVM_WITH_CALL_SITE_ID\([0-9]+, /, "(", text)
            if (rootless) gsub(/TEAVM_ALLOC_STACK\(INT32_C\(0\)\);|TEAVM_RELEASE_STACK;/, "", text)
        } else {
            done = ""
            while (match(text, /TEAVM_WITH_CALL_SITE_ID\([0-9]+,/)) {
                id = substr(text, RSTART + 24, RLENGTH - 25)
                done = done substr(text, 1, RSTART + 23) (handlers_of[id] + 0) ","
                text = substr(text, RSTART + RLENGTH)
            }
            text = done text
        }
        print text > out
    }
}

function broken(why) {
    failed = 1
    print "frames.awk: TeaVM's C is not as expected: " why > "/dev/stderr"
    exit 1
}

END {
    if (failed) exit 1
    if (!count) broken("no call sites")
    if (collections != 1) broken("not one start of a collection, but " collections + 0)
    for (i = 1; i <= lists; i++) {
        n = split(content[i], entry, "\n") - 1
        print "static TeaVM_ExceptionHandler jaula_handlers_" i "[] = {"
        for (k = 1; k <= n; k++) {
            split(entry[k], part, ":")
            print "    {.id = " part[1] ", .exceptionClass = " part[2] ", .next = " \
                (k < n ? "jaula_handlers_" i " + " k : "NULL") "},"
        }
        print "};"
    }
    print "static TeaVM_ExceptionHandler *const jaula_handlers[] = {"
    print "    NULL,"
    for (i = 1; i <= lists; i++) print "    jaula_handlers_" i ","
    print "};"
}

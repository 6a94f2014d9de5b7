# Makes TeaVM's C lean: awk -f frames.awk callsites.c CLASS.c... writes CLASS.lean.c next to each, and on standard
# output the exception handlers for them, and the collector's static roots. What a program does stays the same:
#
# - A shadow frame's call site id is an index into 22,000 call sites, stored before each call, of which a thousand have
#   handlers. Here it is the number of a list of handlers, 0 is the empty one, and a method without handlers never
#   stores it: a frame begins with 0 (frames.h). It served stack traces too, which a minified binary does not have.
# - A frame without handlers says nothing to a throw, and without roots or calls nothing to the collector: it is left away.
# - What the guard asks before a copy or a store, and the copy itself, are done at once in the usual case (arrays.h).
# - New objects are not zeroed as long as the heap is as the kernel gave it (arrays.h).
# - What changes: TeaVM's clone of an array of primitives copies eight bytes an item, over whatever lies behind it.
# - A collection takes every card for written to, so that no store of a reference needs to mark one (frames.h): it looks
#   through the whole old generation. Heaps are small, and most programs end before the first collection.
# - Every class has a function that sets its static fields to zero, which they are, and registers them with the collector.
#   Calling 650 of them touches all of the code. Here the roots are one table that the compiler fills, and one function
#   sets the few fields that start as something else.
# - Whether a class's initialiser has begun is a byte of a small table instead of a flag in the class.
# - The list of all classes, a field of each of them and so a write to every page of data, is made when the first
#   collection asks for it (frames.h).

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
/^static void\*\* teavm_gc_localStaticRoots_/ { table = 1; next }
table { if (/^\};/) table = 0; else roots(); next }
/^void sysinitclass_.*\) \{$/ { zeroes = 1; next }
zeroes { if (/^\}/) zeroes = 0; else zero(); next }
/^[A-Za-z].*\) \{$/ { inside = 1; begin = quick($0); cloning += /^void\* meth_jl_Object_cloneLowLevel\(/; lines = 0; try = 0; rootless = 0; calls = 0; initializers(); print $0 begin > out; next }
!inside { print > out; next }
/teavm_gc_gcStarted\(/ {
    sub(/teavm_gc_gcStarted\(.*\);/, "jaula_before_collection(); memset(teavm_gc_cardTable, 0, meth_otr_GC_getRegionCount());")
    collections++
}
{
    gsub(/\*\(\(TeaVM_String\*\*\) /, "*jaula_string_place((TeaVM_String**) ")
    characters()
    initializers()
    arrays()
    if (calling($0)) calls = 1
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

# In this line: class flags that say whether an initialiser has begun.
function initializers(    class) {
    while (match($0, /teavm_initializeClass\(\(TeaVM_Class\*\) &[A-Za-z0-9_]+_Cls, /)) {
        class = substr($0, RSTART + 39, RLENGTH - 45)
        $0 = substr($0, 1, RSTART - 1) "jaula_initialize(" begun_place(class) ", " substr($0, RSTART + RLENGTH)
    }
    if (match($0, /^void initclass_[A-Za-z0-9_]+\(/)) initialized = substr($0, 16, RLENGTH - 16)
    if (/cls->flags & INT32_C\(1\)/) {
        sub(/cls->flags & INT32_C\(1\)/, "jaula_begun[" begun_place(initialized) "]")
        flags++
    }
    if (sub(/cls->flags \|= INT32_C\(1\)/, "jaula_begun[" begun_place(initialized) "] = 1")) flags--
}

function begun_place(class) {
    if (!(class in begun)) begun[class] = begun_count++
    return begun[class]
}

# What the busiest methods do first: they are done with it in the usual case.
function quick(header) {
    if (header ~ /^int32_t meth_jl_String_equals\(/)
        return "\n    return jaula_string_equals(teavm_this_, teavm_local_1);"
    if (header ~ /^void\* meth_ju_ArrayList_get\(/)
        return "\n    if ((uint32_t) teavm_local_1 < (uint32_t) TEAVM_FIELD(teavm_this_, cls_ju_ArrayList, fld_size))" \
            "\n        return TEAVM_ARRAY_AT(TEAVM_FIELD(teavm_this_, cls_ju_ArrayList, fld_array), void*, teavm_local_1);"
    if (header ~ /^void meth_ju_AbstractList_1_checkConcurrentModification\(/)
        return "\n    if (TEAVM_FIELD(teavm_this_, cls_ju_AbstractList_1, fld_modCount)" \
            "\n            == TEAVM_FIELD(TEAVM_FIELD(teavm_this_, cls_ju_AbstractList_1, fld_this_0), cls_ju_AbstractList, fld_modCount))" \
            "\n        return;"
    return ""
}

# In this line: reads of a string's characters, which a literal may not have yet (strings_pool.h); not a write to them.
function characters(    written, at, i, depth, c) {
    if (at = index($0, "TeaVM_String, characters) = ")) {
        written = substr($0, 1, at + 27)
        $0 = substr($0, at + 28)
    }
    while (at = index($0, ", TeaVM_String, characters)")) {
        depth = 0
        for (i = at - 1; i > 0; i--) {
            c = substr($0, i, 1)
            if (c == ")") depth++
            else if (c == "(" && depth-- == 0) break
        }
        if (substr($0, i - 11, 12) != "TEAVM_FIELD(") broken("a string's characters: " $0)
        $0 = substr($0, 1, i - 12) "jaula_characters(" substr($0, i + 1, at - i - 1) ")" substr($0, at + 27)
    }
    $0 = written $0
}

# In this line: copies, stores and what is new.
function arrays() {
    if (match($0, /meth_djg_Checks_arrayCopy\(/)) {
        copy = substr($0, RSTART + RLENGTH)
        sub(/meth_djg_Checks_arrayCopy/, "jaula_check_copy")
        return
    }
    if (copy != "" && match($0, /meth_jl_System_fastArraycopy\(/)) { # arraycopy looks at each item that it stores
        if (substr($0, RSTART + RLENGTH) != copy) broken("a copy that is not as it was checked: " $0)
        sub(/meth_jl_System_fastArraycopy/, "jaula_copy")
        copies++
    }
    copy = ""
    sub(/meth_djg_Checks_arrayStore\(/, "jaula_check_store(")
    if (/ = \(\(!meth_otr_RuntimeClass_isPrimitive\(teavm_local_2\)\) \? sizeof\(void\*\) : /) {
        sub(/teavm_local_2\)\)/, "TEAVM_FIELD(teavm_local_2, TeaVM_Class, itemType)))")
        clones++
    }
    if (/ memset\(teavm_gc_cardTable, INT32_C\(1\), teavm_local_2\);/) $0 = "" # a collection begins with it (frames.h)
    if (FILENAME ~ /\/Allocator\.c$/) fresh += sub(/ memset\(/, " jaula_clear(")
}

# Whether a line of a method calls something that could allocate. What only checks, reads and throws does not.
function calling(text,    word) {
    while (match(text, /[A-Za-z_][A-Za-z0-9_]*\(/)) {
        word = substr(text, RSTART, RLENGTH - 1)
        text = substr(text, RSTART + RLENGTH)
        if (word !~ /^(if|while|switch|return|sizeof|TEAVM_(FIELD|ARRAY_AT|ARRAY_LENGTH|ALLOC_STACK|GC_ROOT|GC_ROOT_RELEASE|GET_STRING|WITH_CALL_SITE_ID)|jaula_characters|INT(32|64)_C|teavm_(nullCheck|check(Bounds|LowerBound|UpperBound)|instanceof|checkcast|gc_writeBarrier|compare_[a-z0-9]+))$/)
            return 1
    }
    return 0
}

# One line of the table of a class's static references.
function roots() {
    sub(/,? *$/, ",")
    static_roots = static_roots "    " $0 "\n"
    root_count += gsub(/&/, "&")
}

# One line of the function that sets a class's static fields, which are zero when a program starts.
function zero() {
    if (/^ *teavm_registerStaticGcRoots\(teavm_gc_localStaticRoots_[A-Za-z0-9_]+, [0-9]+\);$/) {
        sub(/.*, /, "")
        registered += $0 + 0
    } else if (!/^ *sfld_[A-Za-z0-9_]+ = .*;$/) {
        broken("in a class's first values: " $0)
    } else if (!/ = (NULL|0|INT(32|64)_C\(0\));$/) {
        first_values = first_values $0 "\n"
    }
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
            if (!calls) gsub(/TEAVM_GC_ROOT\(INT32_C\([0-9]+\), [a-z_0-9]+\);/, "", text)
            if (rootless || !calls) gsub(/TEAVM_ALLOC_STACK\(INT32_C\([0-9]+\)\);|TEAVM_RELEASE_STACK;/, "", text)
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
    if (!copies || fresh != 2) broken(copies + 0 " copies, " fresh + 0 " kinds of new objects")
    if (clones != cloning) broken("a clone of arrays that is not as it was")
    if (flags) broken("class flags that are read but not set")
    print "int8_t jaula_begun[" begun_count + 0 "];"
    if (root_count != registered) broken(root_count " static roots, of which " registered " are registered")
    print "static void **jaula_static_roots[] = {\n    (void **) (intptr_t) " root_count ",\n" static_roots "};"
    print "void ***teavm_gc_staticRoots = jaula_static_roots;"
    print "static void jaula_first_values(void) {\n" first_values "}"
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

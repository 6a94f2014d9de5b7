# shellcheck shell=sh
# What a check is made of: included by each engine's file.
# shellcheck disable=SC2034,SC2154 # runtime and id are for the checks
set -u
dir=${ENGINE_PLACE:?} image=${ENGINE_IMAGE:?} dist=${ENGINE_DIST:?}
ours=/usr/local/bin/jaula-runtime reference=$(command -v runc)
passed=0 failed=0 skipped=0 n=0 tries=0
engine=$(basename "$0" .sh)

needs() { # needs COMMAND PACKAGE: the whole file is skipped without it
    command -v "$1" >/dev/null && return
    echo "ok 1 - $engine # SKIP needs $1; fix: apt-get install $2"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}
limited() { timeout -k 5 60 "$@"; }

# attempt COMMAND...: in a shell of its own, with runtime as it is and an id that none has used
attempt() {
    tries=$((tries + 1))
    id=t$tries
    ("$@") >"$dir/log" 2>&1
}

# t NAME COMMAND...: passes when the command succeeds. What fails is tried with runc: when runc fails as well, it is
# this machine that cannot do it, and the check is skipped with runc's words.
t() {
    name=$1; shift; n=$((n + 1)) runtime=$ours
    if attempt "$@"; then passes "$name"; return; fi
    mv "$dir/log" "$dir/ours"
    runtime=$reference
    if cmp -s "$ours" "$reference" || ! attempt "$@"; then
        skipped=$((skipped + 1))
        echo "ok $n - $engine: $name # SKIP runc neither: $(said "$dir/log" "$dir/ours")"
        sed 's/^/#   /' "$dir/ours" | tail -n 5
    else
        fails "$name" "$dir/ours"
    fi
    runtime=$ours
}
# t_alone NAME COMMAND...: the same for what does not depend on $runtime. runc would see just the same, so that what we
# have left behind would count as what this machine cannot do: no second try.
t_alone() {
    name=$1; shift; n=$((n + 1)) runtime=$ours
    if attempt "$@"; then passes "$name"; else fails "$name" "$dir/log"; fi
}
# setup WHAT COMMAND...: what every check needs. An engine that is there and does not come up is a failure, with what the
# command and the daemon (its output is in $dir/daemon) said.
setup() {
    what=$1; shift
    "$@" >"$dir/log" 2>&1 && return
    n=$((n + 1))
    fails "$what" "$dir/log" "$dir/daemon"
    finish
}
passes() { passed=$((passed + 1)); echo "ok $n - $engine: $1"; }
fails() { # fails NAME FILE...: with the end of each file
    failed=$((failed + 1)); echo "not ok $n - $engine: $1"; shift
    for file; do
        if [ -s "$file" ]; then tail -n 20 "$file" | cut -c 1-600 | sed 's/^/#   /'; fi
    done
}
said() { # said FILE...: the last line of the first that has one
    for file; do
        [ -s "$file" ] || continue
        grep -v '^$' "$file" | tail -n 1 | cut -c 1-300
        return
    done
}
skip() { # skip NAME NEED
    n=$((n + 1)) skipped=$((skipped + 1)); echo "ok $n - $engine: $1 # SKIP $2"
}
finish() {
    if [ -s "$dir/daemon" ]; then cat "$dir/daemon" >&2; fi
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
    exit
}

code() { # code N COMMAND...: exactly this exit code
    want=$1; shift; "$@"; got=$?
    [ $got = "$want" ] || { echo "exit code $got, not $want: $*"; return 1; }
}
prints() { # prints TEXT COMMAND...: exactly this output, and success
    want=$1; shift; got=$("$@") || { echo "exit code $?, printed: $got: $*"; return 1; }
    [ "$got" = "$want" ] || { echo "printed: $got"; echo "instead of: $want"; return 1; }
}
says() { # says N WORDS COMMAND...: fails with code N and a message that has these words
    want=$1 words=$2; shift 2; message=$("$@" 2>&1); got=$?
    [ $got = "$want" ] || { echo "exit code $got, not $want: $message"; return 1; }
    case $message in *"$words"*) ;; *) echo "no \"$words\" in: $message"; return 1 ;; esac
}
on_terminal() { # on_terminal COMMAND...: prints what it prints on a terminal, without what the terminal adds
    limited script -qec "$*" /dev/null </dev/null | tr -d '\r\b' | sed 's/^^[@D]//'
}
serves_page() { timeout 2 busybox wget -q -O - http://127.0.0.1:8080/ | grep -x page; }
soon() { # soon COMMAND...: succeeds within twenty seconds
    deadline=$(($(date +%s) + 20))
    while [ "$(date +%s)" -le $deadline ]; do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    echo "not within twenty seconds: $*"; "$@"
}

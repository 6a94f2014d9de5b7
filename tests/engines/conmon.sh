#!/bin/sh
# conmon by hand, as Podman and CRI-O call it
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs conmon conmon
needs jq jq

# bundle JQ-CHANGE: in $dir/$id, with the change to runc's own default
bundle() {
    mkdir -p "$dir/$id/exits" && (cd "$dir/$id" && rm -f config.json && runc spec) &&
        jq --arg root "$image/root" ".root.path=\$root | .process.terminal=false | $1" "$dir/$id/config.json" >"$dir/$id/new" &&
        mv "$dir/$id/new" "$dir/$id/config.json"
}
args() { printf '.process.args=%s' "$(for a; do printf '%s\n' "$a"; done | jq -R . | jq -s .)"; }
# monitor OPTION...: conmon makes the container; its pid or error goes to $dir/$id/sync
monitor() {
    (cd "$dir/$id" && _OCI_SYNCPIPE=3 limited conmon --api-version 1 -c $id -u $id -r "$runtime" -b "$dir/$id" -n $id \
        -p "$dir/$id/pid" -P "$dir/$id/conmon" --exit-dir "$dir/$id/exits" -l "k8s-file:$dir/$id/log" \
        --log-level error --runtime-arg --root --runtime-arg "$dir/state" --socket-dir-path "$dir/$id/s" --full-attach \
        "$@" 3>"$dir/$id/sync" </dev/null)
    soon test -s "$dir/$id/sync"
}
rt() { limited "$runtime" --root "$dir/state" "$@"; }
made() { monitor "$@" && soon test -s "$dir/$id/pid" || { cat "$dir/$id/sync"; return 1; }; }
ended() { soon test -s "$dir/$id/exits/$id" && cat "$dir/$id/exits/$id"; }
status() { rt state $id | jq -r .status; }

exits() {
    bundle "$(args sh -c 'echo out; echo error >&2; exit 42')" && made && [ "$(status)" = created ] && rt start $id || return 1
    [ "$(ended)" = 42 ] || { echo "exit code $(ended)"; return 1; }
    grep -q ' stdout F out' "$dir/$id/log" && grep -q ' stderr F error' "$dir/$id/log" || { cat "$dir/$id/log"; return 1; }
    [ "$(status)" = stopped ] && rt delete $id && says 1 'does not exist' rt state $id
}
pid_file() { # the number in the pid file, in the sync pipe and in the state is the container's process 1
    bundle "$(args sleep 1000)" && made && rt start $id || return 1
    pid=$(cat "$dir/$id/pid")
    [ "$(jq .data "$dir/$id/sync" 2>/dev/null || jq .pid "$dir/$id/sync")" = "$pid" ] && [ "$(rt state $id | jq .pid)" = "$pid" ] &&
        [ "$(tr '\0' ' ' <"/proc/$pid/cmdline")" = 'sleep 1000 ' ] || { cat "$dir/$id/sync"; rt state $id; return 1; }
    rt kill $id KILL && [ "$(ended)" = 137 ] && rt delete $id
}
terminal() {
    bundle "$(args sh -c 'tty; stty size; exit 3') | .process.terminal=true | .process.consoleSize={height:33,width:77}" &&
        made -t && rt start $id && [ "$(ended)" = 3 ] || return 1
    grep -q '/dev/pts/0' "$dir/$id/log" && grep -q ' 33 77' "$dir/$id/log" && rt delete $id
}
no_command() { # the last word of the runtime's log comes through the pipe
    bundle "$(args nonesuch)" && monitor
    grep -q 'executable file not found in $PATH' "$dir/$id/sync" || { cat "$dir/$id/sync"; return 1; }
}
no_command_json() { # as Podman asks for it
    bundle "$(args nonesuch)" && monitor --runtime-arg --log-format=json --runtime-arg "--log=$dir/$id/oci-log"
    grep -q '"level": *"error"' "$dir/$id/oci-log" && grep -q 'executable file not found in $PATH' "$dir/$id/oci-log" ||
        { cat "$dir/$id/sync" "$dir/$id/oci-log"; return 1; }
}
executes() {
    bundle "$(args sleep 1000)" && made && rt start $id || return 1
    jq "$(args sh -c 'echo inside; exit 5') | .process" "$dir/$id/config.json" >"$dir/$id/process.json"
    _OCI_SYNCPIPE=3 limited conmon --api-version 1 -c $id -u e$id -r "$runtime" -b "$dir/$id" -n e$id \
        -p "$dir/$id/exec-pid" --exit-dir "$dir/$id/exits" -l "k8s-file:$dir/$id/exec-log" --runtime-arg --root \
        --runtime-arg "$dir/state" -e --exec-process-spec "$dir/$id/process.json" --socket-dir-path "$dir/$id/s" --full-attach \
        3>"$dir/$id/exec-sync" </dev/null
    soon grep -q inside "$dir/$id/exec-log" || { cat "$dir/$id/exec-sync"; return 1; }
    soon test -s "$dir/$id/exits/$id" -o -s "$dir/$id/exits/e$id"
    [ "$(cat "$dir/$id/exits/"*)" = 5 ] || { echo "exit code $(cat "$dir/$id/exits/"*)"; return 1; }
    rt delete --force $id
}
runs_out() {
    bundle "$(args sh -c 'x=x; while :; do x=$x$x; done') | .linux.resources.memory={limit:16777216,swap:16777216} |
        .linux.cgroupsPath=\"/oom-$id\"" && made && rt start $id || return 1
    [ "$(ended)" = 137 ] && soon test -e "$dir/$id/oom" || { echo "exit code $(ended)"; ls "$dir/$id"; return 1; }
    rt delete $id
}
resident() { # the processes whose program is the runtime's, be it this file, a mount of it or a copy; whoever hides his counts
    for p in /proc/[0-9]*; do
        if cmp -s "$p/exe" "$runtime" || { ! readlink "$p/exe" >/dev/null && [ -e "$p" ]; }; then
            echo "${p#/proc/} $(tr '\0' ' ' <"$p/cmdline")"
        fi
    done
}
monitor_only() { # init waits as the runtime's; after start nothing is resident but conmon
    bundle "$(args sleep 1000)" && made || return 1
    [ -n "$(resident)" ] || { echo "init is not seen"; return 1; }
    rt start $id || return 1
    sleep 0.2
    left=$(resident)
    rt delete --force $id
    [ -z "$left" ] || { echo "of the runtime are left: $left"; return 1; }
}
t "exit code, log, state" exits
t "pid" pid_file
t "a terminal" terminal
t "no such command: the words" no_command
t "no such command: the words, as JSON" no_command_json
t "exec" executes
t "out of memory is seen" runs_out
t "nothing resident but conmon" monitor_only
finish

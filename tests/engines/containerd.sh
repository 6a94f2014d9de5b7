#!/bin/sh
# containerd and ctr, through the runc v2 shim with our binary in the runc's place
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs containerd containerd
needs ctr containerd

mkdir -p /etc/containerd
cat >/etc/containerd/config.toml <<'TEXT'
version = 2
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
TEXT
containerd --log-level warn >"$dir/daemon" 2>&1 &
setup "containerd comes up" soon ctr version
setup "it takes the image" ctr image import "$image/oci.tar"

bb=localhost/bb:latest
c() { limited ctr "$@"; }
task() { c task "$@"; }
start() { c run --detach --runc-binary "$runtime" "$@"; } # start OPTION... IMAGE ID COMMAND...
run() { c run --rm --runc-binary "$runtime" "$@"; }
up() { # up OPTION...: a sleeping container named $id
    start "$@" $bb $id sleep 1000 || return 1
    # shellcheck disable=SC2064 # the id of now
    trap "gone $id" EXIT
}
gone() { # gone ID: killed, waited for and removed
    ctr task kill -s KILL "$1" >/dev/null 2>&1
    soon sh -c "! ctr task ls -q | grep -qx $1 || ctr task delete $1" >/dev/null
    ctr container rm "$1" >/dev/null 2>&1
}
status() { ctr task ls | awk -v id="$1" '$1 == id { print $3 }'; }
is() { [ "$(status "$1")" = "$2" ] || { echo "$1 is $(status "$1"), not $2"; return 1; }; }

hello() { prints hello run $bb $id echo hello; }
exits() { code 42 run $bb $id sh -c 'exit 42'; }
first() { prints 1 run $bb $id sh -c 'echo $$'; }
standard_input() { [ "$(echo text | run $bb $id head -n 1)" = text ]; }
no_command() { says 1 'executable file not found in $PATH' run $bb $id nonesuch; }
no_file() { says 1 'no such file or directory' run $bb $id /bin/nonesuch; }
not_executable() { says 1 'permission denied' run $bb $id /etc/not-executable; }
no_folder() { says 1 'not a directory' run --cwd /etc/passwd $bb $id true; }
terminal() { prints /dev/pts/0 on_terminal "ctr run --rm -t --runc-binary $runtime $bb $id tty"; }
t "a command runs" hello
t "exit code" exits
t "the command is process 1" first
t "standard input" standard_input
t "-t: a terminal" terminal
t "no such command: the words that clients look for" no_command
t "no such file: the words that clients look for" no_file
t "not executable: the words that clients look for" not_executable
t "a working directory that is none" no_folder

executes() {
    up || return 1
    prints in task exec --exec-id e1 $id echo in || return 1
    code 7 task exec --exec-id e2 $id sh -c 'exit 7' || return 1
    prints /tmp task exec --exec-id e3 --cwd /tmp $id pwd || return 1
    prints 1000 task exec --exec-id e4 --user 1000 $id id -u || return 1
    says 1 'executable file not found in $PATH' task exec --exec-id e5 $id nonesuch || return 1
    on_terminal "ctr task exec -t --exec-id e6 $id tty" | grep -x /dev/pts/0
}
pauses() {
    up && task pause $id && is $id PAUSED || return 1
    says 1 'paused' task exec --exec-id p1 $id true || return 1
    task resume $id && is $id RUNNING && code 0 task exec --exec-id p2 $id true
}
kills() { # without --rm, so that the exit code can be asked for
    start $bb $id sh -c 'trap "exit 9" TERM; while :; do sleep 0.1; done' || return 1
    sleep 0.5
    task kill -s TERM $id && soon is $id STOPPED || return 1
    task delete $id 2>&1 | grep "non-zero exit code 9" && c container rm $id
}
killed() {
    start $bb $id sleep 1000 && task kill -s KILL $id && soon is $id STOPPED || return 1
    task delete $id 2>&1 | grep "non-zero exit code 137" && c container rm $id
}
kills_exec() {
    up || return 1
    ctr task exec --detach --exec-id long $id sleep 999 || return 1
    soon sh -c "ctr task ps $id | grep -q long" || return 1
    task kill -s KILL --exec-id long $id || return 1
    soon sh -c "[ \$(ctr task ps $id | wc -l) = 2 ]"
}
dead_already() { # what the shim makes of the runtime's words when there is nothing to kill
    start $bb $id true && soon is $id STOPPED || return 1
    says 1 'process already finished' task kill -s KILL $id || says 1 'not found' task kill -s KILL $id || return 1
    ctr task delete $id && ctr container rm $id
}
metrics() {
    up --memory-limit 67108864 || return 1
    ctr task metrics --format json $id >"$dir/metrics" || return 1
    grep -q '"usage_limit"\|"usage"' "$dir/metrics" && grep -q 67108864 "$dir/metrics" || { cat "$dir/metrics"; return 1; }
}
events() {
    ctr events >"$dir/events" &
    listener=$!
    sleep 0.5
    run $bb $id true
    for topic in create start exit delete; do
        soon grep -q "/tasks/$topic.*$id" "$dir/events" || { cat "$dir/events"; kill $listener; return 1; }
    done
    kill $listener
}
runs_out() {
    ctr events >"$dir/events" &
    listener=$!
    sleep 0.5
    run --memory-limit 16777216 $bb $id sh -c 'x=x; while :; do x=$x$x; done'
    got=$?
    sleep 0.3
    kill $listener
    [ $got = 137 ] && grep -q "/tasks/oom.*$id" "$dir/events" || { echo "exit code $got"; grep $id "$dir/events"; return 1; }
}
processor() { # the quota that ctr asks for is the one that the kernel has
    up --cpus 0.5 || return 1
    prints 50000 sh -c "cat /sys/fs/cgroup/cpu/default/$id/cpu.cfs_quota_us 2>/dev/null ||
        cut -d ' ' -f 1 /sys/fs/cgroup/default/$id/cpu.max"
}
hardened() { # seccomp, read-only, capabilities
    prints '2 ro' run --seccomp --read-only $bb $id sh -c 'echo "$(sed -n "s/^Seccomp:.//p" /proc/self/status) $(
        awk "\$2 == \"/\" { print substr(\$4, 1, 2) }" /proc/mounts)"'
}
binds() {
    mkdir -p "$dir/bound" && echo bound >"$dir/bound/file"
    prints bound run --mount "type=bind,src=$dir/bound,dst=/mnt,options=rbind:ro" $bb $id cat /mnt/file
}
host_network() { prints engines run --net-host $bb $id hostname; }
t "exec: output, exit code, --cwd, --user, words, a terminal" executes
t "pause and resume" pauses
t "kill TERM, exit code, delete" kills
t "kill KILL, exit code, delete" killed
t "kill of an exec" kills_exec
t "kill of one that has ended" dead_already
t "metrics" metrics
t "events" events
t "out of memory is an event" runs_out
t "--cpus" processor
t "--seccomp --read-only" hardened
t "--mount" binds
t "--net-host" host_network

twenty() { # one after another up, all at once down
    for k in $(seq 20); do start $bb "$id-$k" sleep 1000 || return 1; done
    [ "$(ctr task ls | grep -c "^$id-.*RUNNING")" = 20 ] || { ctr task ls; return 1; }
    code 0 task exec --exec-id e "$id-20" true || return 1
    for k in $(seq 20); do gone "$id-$k" & done
    wait
    ! ctr task ls -q | grep "^$id-"
}
together() { # ten at a time
    for k in $(seq 10); do (run $bb "$id-$k" sh -c "exit $k"; echo $? >"$dir/code-$k") & done
    wait
    for k in $(seq 10); do [ "$(cat "$dir/code-$k")" = "$k" ] || { echo "container $k: $(cat "$dir/code-$k")"; return 1; }; done
}
leaves_nothing() { # after all that: no state, no cgroup, no mount
    [ -z "$(ctr task ls -q)" ] || { ctr task ls; return 1; }
     soon sh -c '[ -z "$(ls /run/containerd/runc/default 2>/dev/null)" ]' || return 1
    soon sh -c '! grep -q "/run/containerd/io.containerd.runtime.v2.task/default/t" /proc/self/mounts' || return 1
    soon sh -c '[ -z "$(find /sys/fs/cgroup -path "*/default/*" -type d)" ]'
}
t "20 containers" twenty
t "10 containers together" together
if "$ours" checkpoint --help >/dev/null 2>&1; then
    checkpoints() { # what counts goes on counting where it was
        start $bb $id sh -c 'i=0; while :; do i=$((i + 1)); echo $i >/tmp/new; mv /tmp/new /tmp/n; sleep 0.1; done' && sleep 1 || return 1
        c container checkpoint --rw --image --task $id localhost/checkpoint:$id && n=$(task exec --exec-id n1 $id cat /tmp/n) || return 1
        gone $id
        c container restore --rw --live $id localhost/checkpoint:$id && sleep 0.5 || return 1
        m=$(task exec --exec-id n2 $id cat /tmp/n)
        gone $id
        [ "$m" -ge 8 ] && [ "$m" -le $((n + 100)) ] || { echo "it counted to $n, then to $m"; return 1; }
    }
    t "checkpoint and restore" checkpoints
else
    skip "checkpoint and restore" "the runtime says that it does not work here: $("$ours" checkpoint --help 2>&1 | tail -n 1)"
fi
t_alone "nothing is left" leaves_nothing
finish

#!/bin/sh
# podman as root, with dist/podman/jaula.conf as its drop-in
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
. "$(dirname -- "$0")/podman-place.sh"
cp "$dist/podman/jaula.conf" /etc/containers/containers.conf.d/
setup "podman takes the image" podman load -q -i "$image/oci.tar"
setup "podman names it" sh -c 'podman tag "$(podman images -q | head -n 1)" localhost/bb:latest'

p() { limited podman --runtime "$(named)" "$@"; }
run() { p run --rm --network none "$@"; }
up() { # up OPTION...: a sleeping container named $id
    p run -d --name $id --network none --stop-timeout 1 "$@" bb >/dev/null || return 1
    # shellcheck disable=SC2064 # the id of now
    trap "podman rm -f -t 0 $id >/dev/null 2>&1" EXIT
}
of() { p inspect -f "{{$2}}" "$1"; } # of ID FIELD
group() { # group FILE-OF-V1 FILE-OF-V2: of container $id, wherever podman has put it
    pid=$(of $id .State.Pid)
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
        cat "/sys/fs/cgroup/$(sed -n 's/^0:://p' "/proc/$pid/cgroup")/$2"
    else
        controller=${1%%.*}
        cat "/sys/fs/cgroup/$controller$(sed -n "s/^[0-9]*:$controller:\(.*\)/\1/p" "/proc/$pid/cgroup")/$1"
    fi
}

sees() { p info --format '{{.Host.OCIRuntime.Name}} {{.Host.OCIRuntime.Path}}' | grep "^$(named) $runtime\$" && [ -n "$(p info --format '{{.Host.OCIRuntime.Version}}')" ]; }
hello() { prints hello run bb echo hello; }
exits() { code 42 run bb sh -c 'exit 42'; }
standard_input() { [ "$(echo text | run -i bb cat)" = text ]; }
terminal() { prints /dev/pts/0 on_terminal "podman --runtime $(named) run --rm -t --network none bb tty"; }
no_command() { says 127 'executable file not found in $PATH' run bb nonesuch; }
no_file() { says 127 'no such file or directory' run bb /bin/nonesuch; }
not_executable() { says 126 'ermission denied' run bb /etc/not-executable; }
own_errors() { code 125 run --memory nonsense bb true; }
signalled() { code 137 run --init bb sh -c 'kill -KILL $$'; }
t "info sees it" sees
t "a command runs" hello
t "exit code" exits
t "standard input" standard_input
t "-t: a terminal" terminal
t "127: no such command" no_command
t "127: no such file" no_file
t "126: not executable" not_executable
t "125: podman's own errors" own_errors
t "--init, 128 + n of a signal" signalled

executes() {
    up -e A=b || return 1
    prints b p exec $id sh -c 'echo $A' && code 7 p exec $id sh -c 'exit 7' && prints 1000 p exec -u user $id id -u &&
        prints /tmp p exec -w /tmp $id pwd && says 127 'executable file not found in $PATH' p exec $id nonesuch &&
        says 126 'ermission denied' p exec $id /etc/not-executable && p exec -d $id touch /tmp/detached &&
        soon podman exec $id ls /tmp/detached && prints /dev/pts/0 on_terminal "podman exec -t $id tty"
}
processor() {
    up --cpus 0.5 --pids-limit 77 && [ "$(group cpu.cfs_quota_us cpu.max | cut -d ' ' -f 1) $(group pids.max pids.max)" = '50000 77' ]
}
runs_out() { # podman 4.3 looks for conmon's file in the bundle, but starts conmon in its own folder: there it is then
    mkdir "$dir/$id" && cd "$dir/$id" || return 1
    p run -d --name $id --network none -m 16m --memory-swap 16m bb sh -c '(x=x; while :; do x=$x$x; done); echo $?; sleep 1; exit 5' >/dev/null || return 1
    prints 5 p wait $id && p logs $id | grep -x 137 || return 1
    [ "$(of $id .State.OOMKilled)" = true ] || [ -e oom ] || { echo "no oom file, OOMKilled $(of $id .State.OOMKilled)"; return 1; }
    p rm $id
}
updates() { up --cpus 0.5 && p update --cpus 0.25 $id && prints 25000 sh -c "echo $(group cpu.cfs_quota_us cpu.max | cut -d ' ' -f 1)"; }
pauses() {
    up && p pause $id && prints paused of $id .State.Status && p unpause $id && code 0 p exec $id true
}
tops() { up && p top $id args | grep -q 'sleep 1000'; }
stats() {
    up -m 64m && p stats --no-stream --format '{{.MemUsage}} {{.PIDs}}' $id >"$dir/stats" && grep -q '/ 67.11MB 1$' "$dir/stats" ||
        { cat "$dir/stats"; return 1; }
}
stops() {
    up && p kill -s KILL $id && prints 137 p wait $id && p start $id && p restart -t 0 $id && prints true of $id .State.Running &&
        p stop -t 0 $id && prints 137 of $id .State.ExitCode
}
terminates() {
    p run -d --name $id --network none bb sh -c 'trap "exit 9" TERM; while :; do sleep 0.1; done' >/dev/null || return 1
    sleep 0.5
    p stop $id && prints 9 of $id .State.ExitCode && p rm $id
}
healthy() {
    up --health-cmd 'test -e /tmp/well' --health-interval disable --health-retries 1 && code 1 p healthcheck run $id &&
        p exec $id touch /tmp/well && code 0 p healthcheck run $id && prints healthy of $id .State.Health.Status
}
hardened() {
    prints '2 0000000000000000 1 ro' run --read-only --cap-drop ALL --security-opt no-new-privileges bb sh -c \
        'echo $(sed -n "s/^Seccomp:.//p;s/^CapBnd:.//p" /proc/self/status | sort -r | tr "\n" " ") $(
        sed -n "s/^NoNewPrivs:.//p" /proc/self/status) $(awk "\$2 == \"/\" { print substr(\$4, 1, 2) }" /proc/mounts)'
}
devices() {
    prints 'engine c' run --hostname engine --device /dev/full:/dev/filled --sysctl kernel.msgmax=4096 bb \
        sh -c '[ "$(cat /proc/sys/kernel/msgmax)" = 4096 ] && echo $(hostname) $(ls -l /dev/filled | cut -c 1)'
}
# without CAP_SYS_RESOURCE podman would ask for more processes than it may
limits() { prints 123 run --ulimit nofile=123 --ulimit nproc=100 bb sh -c 'ulimit -n'; }
volumes() {
    p volume create $id >/dev/null && run -v $id:/data bb sh -c 'echo kept >/data/f' && prints kept run -v $id:/data:ro bb cat /data/f &&
        run --tmpfs /scratch --mount "type=bind,src=$dir,dst=/mnt,ro" bb sh -c 'grep -q " /scratch tmpfs" /proc/mounts && ! touch /mnt/f' &&
        p volume rm $id
}
privileged() { run --privileged bb sh -c 'mkdir -p /mnt && mount -t tmpfs tmpfs /mnt'; }
passed_descriptors() { exec 3<"$image/root/etc/passwd" && [ "$(run --preserve-fds 1 bb head -n 1 /proc/self/fd/3)" = "$(head -n 1 "$image/root/etc/passwd")" ]; }
groups() { run --cgroups disabled bb true; }
mapped() {
    prints '0 0' run --userns auto bb sh -c 'echo $(id -u) $(stat -c %u /etc/passwd)' || return 1
    [ "$(run --userns auto bb awk '{ print $2; exit }' /proc/self/uid_map)" -ge 100000 ]
}
mapped_volume() {
    mkdir "$dir/$id" && run --uidmap 0:200000:65536 -v "$dir/$id:/mnt:U" bb touch /mnt/f && prints 200000 stat -c %u "$dir/$id/f"
}
kept_annotations() { up --annotation org.example.a=b && prints b of $id '.Config.Annotations "org.example.a" | index' 2>/dev/null ||
    p inspect $id | grep -q '"org.example.a": "b"'; }
bridge() {
    p run -d --name $id -p 127.0.0.1:8080:80 bb sh -c 'mkdir /www; echo page >/www/index.html; httpd -f -h /www' >/dev/null || return 1
    soon serves_page
    got=$?
    p rm -f -t 0 $id
    return $got
}
t "exec: output, exit codes, -u, -w, -t, -d" executes
t "--cpus --pids-limit" processor
t "out of memory is seen" runs_out
t "update" updates
t "pause and unpause" pauses
t "top" tops
t "stats" stats
t "kill, start, restart, stop" stops
t "stop: the exit code of its own" terminates
t "health check" healthy
t "--read-only --cap-drop --security-opt, seccomp" hardened
t "--hostname --device --sysctl" devices
t "--ulimit" limits
t "-v --tmpfs --mount" volumes
t "--privileged" privileged
t "--preserve-fds" passed_descriptors
t "--cgroups disabled" groups
t "--userns auto" mapped
t "--uidmap, a volume that follows" mapped_volume
t "annotations" kept_annotations
t "bridge network, -p" bridge

pods() {
    p pod create --name pod$id --network none >/dev/null && p run -d --pod pod$id --name a$id bb >/dev/null && p run -d --pod pod$id --name b$id bb >/dev/null || return 1
    [ "$(p exec a$id readlink /proc/self/ns/net)" = "$(p exec b$id readlink /proc/self/ns/net)" ] && p pod pause pod$id && p pod unpause pod$id &&
        p pod stop -t 0 pod$id && p pod start pod$id && prints Running p pod inspect -f '{{.State}}' pod$id
    got=$?
    p pod rm -f -t 0 pod$id
    return $got
}
plays() { # Kubernetes' test pod, as it stands in dist/
    sed "s/name: jaula-test\$/name: $id/; s/image: .*/image: localhost\/bb:latest/" "$dist/kubernetes/test-pod.yaml" >"$dir/$id.yaml"
    p play kube --network none "$dir/$id.yaml" >&2 && soon sh -c "podman logs $id-test | grep -x 'jaula: ok'"
    got=$?
    p play kube --down "$dir/$id.yaml" >&2
    return $got
}
finds_out() { # the same without its read-only root: that ends it
    sed "s/name: jaula-test\$/name: $id/; s/image: .*/image: localhost\/bb:latest/; s/readOnlyRootFilesystem: true/readOnlyRootFilesystem: false/" \
        "$dist/kubernetes/test-pod.yaml" >"$dir/$id.yaml" && grep -q 'Filesystem: false' "$dir/$id.yaml" || return 1
    p play kube --network none "$dir/$id.yaml" >&2 && prints 1 p wait $id-test && prints '' podman logs $id-test
    got=$?
    p play kube --down "$dir/$id.yaml" >&2
    return $got
}
attaches() {
    p run -d -i --name $id --network none bb sh -c 'read x; echo "got $x"; exit 4' >/dev/null || return 1
    [ "$(echo text | p attach $id)" = 'got text' ]
    p rm -f -t 0 $id
}
ten() {
    for k in $(seq 10); do (p run -d --name "$id-$k" --network none bb >/dev/null) & done
    wait
    [ "$(podman ps -q --filter "name=$id-" | wc -l)" = 10 ] && podman ps -q --filter "name=$id-" | xargs podman rm -f -t 0 >/dev/null
}
leaves_nothing() {
    [ -z "$(podman ps -aq)" ] || { podman ps -a; return 1; }
    soon sh -c '[ -z "$(find /sys/fs/cgroup -path "*libpod-*" -type d ! -name "*conmon*")" ]' &&
        soon sh -c "! grep -q '/var/lib/containers/storage/overlay/.*/merged' /proc/self/mounts"
}
t "pods" pods
t "play kube with dist/kubernetes/test-pod.yaml" plays
t "play kube: the test pod ends where its root file system is not read-only" finds_out
t "attach" attaches
if "$ours" checkpoint --help >/dev/null 2>&1; then
    checkpoints() { # what counts goes on counting where it was
        p run -d --name $id --network none bb sh -c 'i=0; while :; do i=$((i + 1)); echo $i >/tmp/new; mv /tmp/new /tmp/n; sleep 0.1; done' && sleep 1 || return 1
        p container checkpoint $id && prints false of $id .State.Running && p container restore $id && prints true of $id .State.Running &&
            n=$(p exec $id cat /tmp/n) && sleep 1 && m=$(p exec $id cat /tmp/n) && p rm -f -t 0 $id || return 1
        [ "$n" -ge 8 ] && [ "$m" -gt "$n" ] || { echo "it counted to $n, then to $m"; return 1; }
    }
    t "checkpoint and restore" checkpoints
else
    no_checkpoint() { up && says 125 'checkpoint' p container checkpoint $id; }
    t "checkpoint is refused aloud" no_checkpoint
fi
t "ten together" ten
t_alone "nothing is left" leaves_nothing
finish

#!/bin/sh
# dockerd with our runtime beside its own, as dist/docker/daemon.json says; Debian's CLI, classic builder and compose
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs dockerd docker.io
needs docker docker.io
needs jq jq

mkdir -p /etc/docker
cp "$dist/docker/daemon.json" /etc/docker/
DOCKER_HOST=unix:///run/docker.sock
export DOCKER_HOST
dockerd -H "$DOCKER_HOST" --log-level warn --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/pid" >"$dir/daemon" 2>&1 &
setup "dockerd comes up" soon docker version
setup "it takes the image" docker import --change 'CMD ["sleep","1000"]' "$image/root.tar" bb

d() { limited docker "$@"; }
named() { if [ "$runtime" = "$ours" ]; then echo jaula-runtime; else echo runc; fi; }
run() { d run --rm --runtime "$(named)" --network none "$@"; }
up() { # up OPTION...: a sleeping container named $id
    d run -d --name $id --runtime "$(named)" --network none --stop-timeout 1 "$@" bb >/dev/null || return 1
    # shellcheck disable=SC2064 # the id of now
    trap "docker rm -f $id >/dev/null 2>&1" EXIT
}
of() { d inspect -f "{{$2}}" "$1"; } # of ID FIELD

listed() { [ "$(d info -f '{{json .Runtimes}}' | grep -c '"jaula-runtime"')" = 1 ]; }
used() { up && prints "$(named)" of $id .HostConfig.Runtime; }
exits() { code 42 run bb sh -c 'exit 42'; }
hello() { prints hello run bb echo hello; }
standard_input() { [ "$(echo text | run -i bb cat)" = text ]; }
terminal() { prints /dev/pts/0 on_terminal "docker run --rm -t --network none --runtime $(named) bb tty"; }
no_command() { says 127 'executable file not found in $PATH' run bb nonesuch; }
no_file() { says 127 'no such file or directory' run bb /bin/nonesuch; }
not_executable() { says 126 'permission denied' run bb /etc/not-executable; }
a_folder() { says 126 '' run bb /etc; }
over_a_file() { says 125 'Are you trying to mount a directory onto a file' run -v /etc:/etc/passwd bb true; }
daemon_error() { code 125 run --network nonesuch bb true; }
t_alone "the daemon lists it" listed
t "a container has it" used
t "a command runs" hello
t "exit code" exits
t "standard input" standard_input
t "-t: a terminal" terminal
t "127: no such command" no_command
t "127: no such file" no_file
t "126: not executable" not_executable
t "126: a folder" a_folder
t "a folder over a file: the words for its hint" over_a_file
t "125: the daemon's own errors" daemon_error

executes() {
    up -e A=b || return 1
    prints b d exec $id sh -c 'echo $A' && code 7 d exec $id sh -c 'exit 7' && prints 1000 d exec -u user $id id -u &&
        prints /tmp d exec -w /tmp $id pwd && says 126 'executable file not found in $PATH' d exec $id nonesuch || return 1
    prints /dev/pts/0 on_terminal "docker exec -t $id tty" && d exec -d $id touch /tmp/detached && soon docker exec $id ls /tmp/detached
}
processor() {
    up --cpus 0.5 --cpu-shares 512 --pids-limit 77 --cpuset-cpus 0 || return 1
    prints '50000 512 77 0' d exec $id sh -c 'cd /sys/fs/cgroup; if [ -e cpu ]; then
        echo $(cat cpu/cpu.cfs_quota_us cpu/cpu.shares pids/pids.max cpuset/cpuset.cpus)
        else echo $(cut -d " " -f 1 cpu.max) 512 $(cat pids.max cpuset.cpus); fi'
}
runs_out() { # process 1 outlives it, so that the daemon hears of it before the end
    d run -d --name $id --runtime "$(named)" --network none -m 16m --memory-swap 16m bb sh -c \
        '(x=x; while :; do x=$x$x; done); echo $?; sleep 1; exit 5' >/dev/null || return 1
    prints 5 d wait $id && prints 137 d logs $id && prints true of $id .State.OOMKilled && d rm $id
}
updates() {
    up -m 64m --memory-swap 64m && d update -m 32m --memory-swap 32m --cpus 0.25 $id || return 1
    prints '33554432 25000' d exec $id sh -c 'cd /sys/fs/cgroup; if [ -e cpu ]; then
        echo $(cat memory/memory.limit_in_bytes cpu/cpu.cfs_quota_us); else echo $(cat memory.max) $(cut -d " " -f 1 cpu.max); fi'
}
pauses() {
    up && d pause $id && prints paused of $id .State.Status && says 1 'paused' d exec $id true &&
        d unpause $id && code 0 d exec $id true
}
tops() { up && d top $id | grep -q 'sleep 1000'; }
stats() {
    up -m 64m && d stats --no-stream --format '{{.MemUsage}} {{.PIDs}}' $id >"$dir/stats" && grep -q '/ 64MiB 1$' "$dir/stats" ||
        { cat "$dir/stats"; return 1; }
}
counted() { # in every hierarchy, limits or not: it is seen by whoever measures
    up && pid=$(of $id .State.Pid) || return 1
    [ "$(grep -c "/docker/$(of $id .Id)\$" "/proc/$pid/cgroup")" -ge "$(hierarchies_that_count)" ] || { cat "/proc/$pid/cgroup"; return 1; }
    d stats --no-stream --format '{{.MemUsage}}' $id | grep -v '^0B'
}
hierarchies_that_count() { # v2 alone is one; on v1 cpu, cpuacct, memory, pids, freezer, blkio, however they are joined
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo 1; return; fi
    grep -c ' cgroup .*[ ,]\(cpu\|cpuacct\|memory\|pids\|freezer\|blkio\)[ ,]' /proc/mounts
}
stops() { # the signal reaches process 1, and its exit code comes back
    up && d kill -s KILL $id && prints '137 exited' of $id '.State.ExitCode}} {{.State.Status' && d start $id || return 1
    d restart -t 0 $id && prints true of $id .State.Running && d stop -t 0 $id && prints 137 of $id .State.ExitCode
}
terminates() {
    d run -d --name $id --runtime "$(named)" --network none bb sh -c 'trap "exit 9" TERM; while :; do sleep 0.1; done' >/dev/null || return 1
    sleep 0.5
    d stop $id && prints 9 of $id .State.ExitCode && d rm $id
}
restarts() {
    d run -d --name $id --runtime "$(named)" --network none --restart on-failure:2 bb sh -c 'exit 3' >/dev/null || return 1
    soon sh -c "[ \$(docker inspect -f '{{.RestartCount}}' $id) = 2 ]" && prints 3 d wait $id && d rm -f $id
}
healthy() {
    up --health-cmd 'test -e /tmp/well' --health-interval 0.5s --health-retries 1 && soon sh -c "docker ps | grep $id | grep unhealthy" &&
        d exec $id touch /tmp/well && soon sh -c "docker ps | grep $id | grep '(healthy)'"
}
copies() { up && d exec $id sh -c 'echo text >/tmp/f' && d cp $id:/tmp/f "$dir/$id" && [ "$(cat "$dir/$id")" = text ] && d diff $id | grep -q /tmp/f; }
hardened() {
    prints '2 0000000000000000 1 ro' run --read-only --cap-drop ALL --security-opt no-new-privileges bb sh -c \
        'echo $(sed -n "s/^Seccomp:.//p;s/^CapBnd:.//p" /proc/self/status | sort -r | tr "\n" " ") $(
        sed -n "s/^NoNewPrivs:.//p" /proc/self/status) $(awk "\$2 == \"/\" { print substr(\$4, 1, 2) }" /proc/mounts)'
}
devices_and_limits() {
    prints 'engine c 123' run --hostname engine --device /dev/full:/dev/filled --ulimit nproc=123 --sysctl kernel.msgmax=4096 --init bb \
        sh -c '[ "$(cat /proc/sys/kernel/msgmax)" = 4096 ] && echo $(hostname) $(ls -l /dev/filled | cut -c 1) $(awk "/Max processes/ { print \$3 }" /proc/self/limits)'
}
volumes() {
    d volume create $id >/dev/null && run -v $id:/data bb sh -c 'echo kept >/data/f' && prints kept run -v $id:/data:ro bb cat /data/f &&
        run --tmpfs /scratch --mount "type=bind,src=$dir,dst=/mnt,readonly" bb sh -c 'grep -q " /scratch tmpfs" /proc/mounts && ! touch /mnt/f' &&
        d volume rm $id
}
privileged() { run --privileged bb sh -c 'mount -t tmpfs tmpfs /mnt 2>/dev/null || mkdir /mnt && mount -t tmpfs tmpfs /mnt'; }
bridge() { # a name server, an address and a published port, in this network namespace
    d run -d --name $id --runtime "$(named)" -p 127.0.0.1:8080:80 bb sh -c 'mkdir /www; echo page >/www/index.html; httpd -f -h /www' >/dev/null || return 1
    soon serves_page
    got=$?
    d rm -f $id
    return $got
}
joins() {
    up --ipc shareable && pid=$(of $id .State.Pid) || return 1
    prints "$(readlink /proc/self/ns/pid) $(readlink "/proc/$pid/ns/net") $(readlink "/proc/$pid/ns/ipc")" \
        d run --rm --runtime "$(named)" --pid host --network container:$id --ipc container:$id bb sh -c \
        'echo $(for n in pid net ipc; do readlink /proc/self/ns/$n; done)'
}
t "exec: output, exit codes, -u, -w, -t, -d" executes
t "--cpus --cpu-shares --pids-limit --cpuset-cpus" processor
t "out of memory: OOMKilled" runs_out
t "update" updates
t "pause and unpause" pauses
t "top" tops
t "stats" stats
t "in every cgroup hierarchy that counts" counted
t "kill, start, restart, stop" stops
t "stop: the exit code of its own" terminates
t "--restart on-failure" restarts
t "health check" healthy
t "cp and diff" copies
t "--read-only --cap-drop --security-opt, seccomp" hardened
t "--hostname --device --ulimit --sysctl --init" devices_and_limits
t "-v --tmpfs --mount" volumes
t "--privileged" privileged
t "bridge network, -p" bridge
t "--pid host, --network and --ipc container:ID" joins

default_is() { # default_is NAME: makes it the daemon's default runtime, under which the classic builder runs a RUN
    jq --arg name "$1" '. + {"default-runtime": $name}' "$dist/docker/daemon.json" >/etc/docker/daemon.json &&
        kill -HUP "$(cat "$dir/pid")" && soon sh -c "[ \"\$(docker info -f '{{.DefaultRuntime}}')\" = $1 ]"
}
ran_under() { # ran_under NAME: the containers that builds have kept, at least one, all had it; they are removed
    kept=$(docker ps -aq) && [ -n "$kept" ] || { echo "no container is kept"; return 1; }
    under=$(docker inspect -f '{{.HostConfig.Runtime}}' $kept | sort -u)
    docker rm -f $kept >/dev/null && prints "$1" echo "$under"
}
builds() {
    default_is "$(named)" && mkdir -p "$dir/$id" && printf 'FROM bb\nCOPY f /f\nRUN cat /f >/g && id -u >>/g\nRUN ! nonesuch\nENTRYPOINT ["cat","/g"]\n' >"$dir/$id/Dockerfile" &&
        echo copied >"$dir/$id/f" || return 1
    DOCKER_BUILDKIT=0 d build -q --rm=false -t $id --network none "$dir/$id" && ran_under "$(named)" && prints 'copied
0' run $id
}
refuses_to_build() { # a container whose command failed is kept, without --force-rm
    default_is "$(named)" && mkdir -p "$dir/$id" && printf 'FROM bb\nRUN exit 7\n' >"$dir/$id/Dockerfile" || return 1
    DOCKER_BUILDKIT=0 says 7 'returned a non-zero code: 7' d build -q --network none "$dir/$id" && ran_under "$(named)"
}
composes() {
    mkdir -p "$dir/$id" && cd "$dir/$id" || return 1
    cat >docker-compose.yml <<TEXT
version: "2.4"
services:
  web: {image: bb, runtime: $(named), command: "sh -c 'mkdir /www; echo page >/www/index.html; httpd -f -h /www'"}
  client: {image: bb, runtime: $(named), depends_on: [web], stop_grace_period: 0s,
    command: "sh -c 'until wget -q -O /tmp/page http://web/; do sleep 0.2; done; sleep 1000'"}
TEXT
    limited docker-compose up -d && soon docker-compose exec -T client grep -x page /tmp/page && [ "$(docker-compose ps -q | wc -l)" = 2 ]
    got=$?
    limited docker-compose down -t 0 || return 1
    return $got
}
ten() {
    for k in $(seq 10); do (d run -d --name "$id-$k" --runtime "$(named)" --network none bb >/dev/null) & done
    wait
    [ "$(docker ps -q --filter "name=$id-" | wc -l)" = 10 ] && docker ps -q --filter "name=$id-" | xargs docker rm -f >/dev/null
}
leaves_nothing() {
    [ -z "$(docker ps -aq)" ] || { docker ps -a; return 1; }
    soon sh -c '[ -z "$(find /sys/fs/cgroup -path "*/docker/*" -type d)" ]' && soon sh -c "! grep -q '$dir/data/overlay2/.*/merged' /proc/self/mounts" &&
        soon sh -c "[ -z \"\$(ls '$dir/exec'/runtime-*/moby /run/docker/runtime-*/moby 2>/dev/null | grep -v :)\" ]"
}
t "build with the classic builder" builds
t "build: the exit code of a RUN" refuses_to_build
if command -v docker-compose >/dev/null; then t "docker-compose" composes; else skip "docker-compose" "needs docker-compose; fix: apt-get install docker-compose"; fi
t "ten together" ten
t_alone "nothing is left" leaves_nothing
kill "$(cat "$dir/pid")"
soon sh -c "[ ! -e '$dir/pid' ]"
finish

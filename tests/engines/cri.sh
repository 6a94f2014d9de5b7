#!/bin/sh
# containerd as Kubernetes' kubelet calls it: the CRI plugin, with dist/containerd/config-v2.toml. A call is a frame of
# gRPC over HTTP/2, which curl can send and protoc can write.
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs containerd containerd
needs curl curl
needs protoc protobuf-compiler
needs xxd xxd
here=$(dirname -- "$0")

mkdir -p /etc/containerd /etc/cni/net.d
cp "$dist/containerd/config-v2.toml" /etc/containerd/config.toml
cat >>/etc/containerd/config.toml <<'TEXT'

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/bb:latest"
  restrict_oom_score_adj = true # it may lower none without CAP_SYS_RESOURCE, which some machines lack
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
TEXT
cat >/etc/cni/net.d/10-test.conflist <<'TEXT'
{"cniVersion": "0.4.0", "name": "test", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true,
 "ipam": {"type": "host-local", "subnet": "10.99.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]}}]}
TEXT
containerd --log-level warn >"$dir/daemon" 2>&1 &
setup "containerd comes up" soon ctr version
setup "it takes the image" ctr -n k8s.io image import "$image/oci.tar"

# call SERVICE METHOD REQUEST RESPONSE: the request in protoc's text form from standard input, the response in that form
call() {
    protoc -I "$here" --encode "runtime.v1.$3" "$here/cri.proto" >"$dir/$id-message" || return 1
    size=$(stat -c %s "$dir/$id-message")
    {
        printf '\0'
        printf '%08x' "$size" | xxd -r -p
        cat "$dir/$id-message"
    } >"$dir/$id-frame"
    limited curl -s --unix-socket /run/containerd/containerd.sock --http2-prior-knowledge -H 'content-type: application/grpc' \
        -H 'te: trailers' --data-binary "@$dir/$id-frame" -D "$dir/$id-head" -o "$dir/$id-answer" \
        "http://localhost/runtime.v1.$1/$2" || return 1
    if ! grep -qi '^grpc-status: 0' "$dir/$id-head"; then
        echo "$2: $(sed -n 's/^grpc-message: //Ip' "$dir/$id-head" | tr -d '\r')"
        return 1
    fi
    tail -c +6 "$dir/$id-answer" | protoc -I "$here" --decode "runtime.v1.$4" "$here/cri.proto"
}
rt() { call RuntimeService "$@"; }
field() { sed -n "s/^ *$1: //p" | tr -d '"' | head -n 1; }
handler() { if [ "$runtime" = "$ours" ]; then echo jaula; else echo runc; fi; }

pod_config() { # pod_config [NETWORK]: the pod of $id
    [ "${1-NODE}" = NODE ] || echo "hostname: \"pod-$id\""
    echo "metadata {name: \"$id\" uid: \"$id\" namespace: \"test\"} log_directory: \"$dir\"
        linux {cgroup_parent: \"/kubepods/pod$id\" security_context {namespace_options {network: ${1-NODE}}}}"
}
pod() { # pod [NETWORK]: runs it, and sets $pod
    network=${1-NODE}
    pod=$(echo "config {$(pod_config "$@")} runtime_handler: \"$(handler)\"" | rt RunPodSandbox RunPodSandboxRequest PodId) ||
        { echo "$pod"; return 1; }
    pod=$(echo "$pod" | field pod_sandbox_id)
    trap down EXIT
}
down() {
    echo "pod_sandbox_id: \"$pod\"" | rt StopPodSandbox PodId Empty >/dev/null && echo "pod_sandbox_id: \"$pod\"" | rt RemovePodSandbox PodId Empty >/dev/null
}
create() { # create NAME CONFIG [ATTEMPT]: in $pod; sets $container
    container=$(echo "pod_sandbox_id: \"$pod\" sandbox_config {$(pod_config $network)} config {
        metadata {name: \"$1\" attempt: ${3-0}} image {image: \"localhost/bb:latest\"} log_path: \"$1-$id.log\" $2}" |
        rt CreateContainer CreateContainerRequest ContainerId) || { echo "$container"; return 1; }
    container=$(echo "$container" | field container_id)
}
start() { echo "container_id: \"$container\"" | rt StartContainer ContainerId Empty; }
stop() { echo "container_id: \"$container\" timeout: ${1-0}" | rt StopContainer StopContainerRequest Empty; }
status() { echo "container_id: \"$container\"" | rt ContainerStatus ContainerId ContainerStatusResponse; }
exited() { status | grep -q 'state: EXITED'; }
ex() { # ex COMMAND...: prints its output, returns its code
    answer=$({ echo "container_id: \"$container\" timeout: 20"; for a; do echo "cmd: \"$(printf %s "$a" | sed 's/["\\]/\\&/g')\""; done; } |
        rt ExecSync ExecSyncRequest ExecSyncResponse) || { echo "$answer"; return 120; }
    printf '%b' "$(printf '%s\n' "$answer" | field stdout)"
    return "$(printf '%s\n' "$answer" | field exit_code | grep . || echo 0)"
}
said_in_log() { sed 's/^[^ ]* [^ ]* [^ ]* //' "$dir/$1-$id.log"; }

runs() {
    pod && create a 'command: ["sh", "-c", "echo out; exit 3"]' && start && soon exited && status | grep -q 'exit_code: 3' &&
        [ "$(said_in_log a)" = out ]
}
handled() { # the shim of the sandbox runs our file
    pod || return 1
    [ "$(handler)" = runc ] || grep '/usr/local/bin/jaula-runtime' /run/containerd/io.containerd.runtime.v2.task/k8s.io/$pod/options.json
}
executes() {
    pod && create a 'command: ["sleep", "1000"] envs {key: "A" value: "b"} working_dir: "/tmp"' && start || return 1
    prints b ex sh -c 'echo $A' && prints /tmp ex pwd && code 7 ex sh -c 'exit 7' && prints engines ex hostname
}
shares() { # one network and ipc namespace for the pod; process namespaces apart
    apart='command: ["sleep", "1000"] linux {security_context {namespace_options {pid: CONTAINER}}}'
    pod POD && create a "$apart" && start && first=$container && create b "$apart" && start || return 1
    mine=$(ex readlink /proc/self/ns/net)$(ex readlink /proc/self/ns/ipc) own=$(ex readlink /proc/self/ns/pid)
    container=$first
    prints "$mine" echo "$(ex readlink /proc/self/ns/net)$(ex readlink /proc/self/ns/ipc)" &&
        [ "$own" != "$(ex readlink /proc/self/ns/pid)" ] && prints "pod-$id" ex hostname && ex ip addr | grep 'inet 10.99.0.'
}
secured() {
    pod && create a 'command: ["sleep", "1000"] linux {security_context {run_as_user {value: 1000} run_as_group {value: 1000}
        no_new_privs: true readonly_rootfs: true capabilities {drop_capabilities: "ALL"} seccomp {profile_type: 0}
        masked_paths: "/proc/kcore" readonly_paths: "/proc/sys"}}' && start || return 1
    prints 1000 ex id -u && prints '1 2 0000000000000000' ex sh -c \
        'echo $(for k in NoNewPrivs Seccomp CapBnd; do sed -n s/^$k:.//p /proc/self/status; done)' && code 1 ex touch /new
}
limited_and_updated() {
    pod && create a 'command: ["sleep", "1000"] linux {resources {cpu_period: 100000 cpu_quota: 20000 memory_limit_in_bytes: 33554432 oom_score_adj: 900}
        security_context {namespace_options {pid: CONTAINER}}}' && start || return 1
    show='cd /sys/fs/cgroup; if [ -e cpu ]; then echo $(cat cpu/cpu.cfs_quota_us memory/memory.limit_in_bytes); else'
    show="$show"' echo $(cut -d " " -f 1 cpu.max) $(cat memory.max); fi'
    prints '20000 33554432' ex sh -c "$show" && prints 900 ex cat /proc/1/oom_score_adj || return 1
    echo "container_id: \"$container\" linux {cpu_period: 100000 cpu_quota: 40000 memory_limit_in_bytes: 67108864}" |
        rt UpdateContainerResources UpdateContainerResourcesRequest Empty && prints '40000 67108864' ex sh -c "$show"
}
measured() {
    pod && create a 'command: ["sleep", "1000"]' && start || return 1
    echo "container_id: \"$container\"" | rt ContainerStats ContainerId ContainerStatsResponse >"$dir/$id-stats"
    [ "$(grep -c 'value: [1-9]' "$dir/$id-stats")" = 2 ] || { cat "$dir/$id-stats"; return 1; }
}
runs_out() {
    pod && create a 'command: ["sh", "-c", "x=x; while :; do x=$x$x; done"] linux {resources {memory_limit_in_bytes: 16777216}}' && start &&
        soon exited && status | grep -q 'exit_code: 137' && status | grep -q 'reason: "OOMKilled"'
}
no_command() { pod && create a 'command: ["nonesuch"]' && says 1 'executable file not found in $PATH' start; }
stops() {
    pod && create a 'command: ["sh", "-c", "trap \"exit 9\" TERM; while :; do sleep 0.1; done"]' && start && sleep 0.5 && stop 10 &&
        exited && status | grep -q 'exit_code: 9'
}
killed() { pod && create a 'command: ["sleep", "1000"]' && start && stop 0 && exited && status | grep -q 'exit_code: 137'; }
mounts() {
    mkdir "$dir/$id" && echo text >"$dir/$id/f" &&
        pod && create a "command: [\"sleep\", \"1000\"] mounts {container_path: \"/mnt/v\" host_path: \"$dir/$id\" readonly: true}" && start &&
        prints text ex cat /mnt/v/f && code 1 ex touch /mnt/v/g
}
again() { # a container of the same name in the same pod, as after a crash
    pod && for attempt in 0 1 2; do
        create a "command: [\"sh\", \"-c\", \"exit 1$attempt\"]" $attempt && start && soon exited && status | grep -q "exit_code: 1$attempt" || return 1
    done
}
leaves_nothing() {
    [ -z "$(ctr -n k8s.io task ls -q)" ] && soon sh -c '[ -z "$(find /sys/fs/cgroup -path "*/kubepods/pod*/*" -type d)" ]' &&
        ! grep '/run/containerd/io.containerd.runtime.v2.task/k8s.io/' /proc/self/mounts
}
# What the other files in dist/ say is what the tested one says
agree() {
    plain() { sed 's/#.*//; /^version/d; /^ *$/d' "$1" | tr "'" '"' | sed 's/io\.containerd\.cri\.v1\.runtime/io.containerd.grpc.v1.cri/'; }
    plain "$dist/containerd/config-v2.toml" >"$dir/v2" && plain "$dist/containerd/config-v3.toml" >"$dir/v3" && diff "$dir/v2" "$dir/v3" || return 1
    grep -x 'version = 3' "$dist/containerd/config-v3.toml" && grep -x 'handler: jaula' "$dist/kubernetes/runtimeclass.yaml" &&
        grep -x '  runtimeClassName: jaula' "$dist/kubernetes/test-pod.yaml" && grep -Fx '[crio.runtime.runtimes.jaula]' "$dist/crio/10-jaula.conf" &&
        grep -x "runtime_path = \"$ours\"" "$dist/crio/10-jaula.conf"
}
known() { # containerd itself reads the entry
    containerd config dump | grep -A 99 'runtimes.jaula' | grep -m 1 BinaryName | grep "\"$ours\""
}
t_alone "dist/: containerd knows the entry" known
t_alone "dist/: the other files agree" agree
t "a pod, exit code, log" runs
t "the RuntimeClass's handler is ours" handled
t "exec, environment, working directory" executes
if [ -x /usr/lib/cni/bridge ]; then t "the pod's namespaces, an address" shares; else skip "the pod's namespaces" "needs /usr/lib/cni/bridge; fix: apt-get install containernetworking-plugins"; fi
t "the restricted security context" secured
t "limits, and their update" limited_and_updated
t "stats" measured
t "out of memory: OOMKilled" runs_out
t "no such command: the words" no_command
t "stop: the exit code of its own" stops
t "kill" killed
t "mounts" mounts
t "restarted containers" again
t_alone "nothing is left" leaves_nothing
finish

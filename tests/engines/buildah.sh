#!/bin/sh
# buildah --runtime: RUN in a Containerfile, and run in a working container
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs buildah buildah
. "$(dirname -- "$0")/podman-place.sh"
cp "$dist/podman/jaula.conf" /etc/containers/containers.conf.d/
pull() { buildah pull -q "oci-archive:$image/oci.tar" >"$dir/id" && buildah tag "$(tail -n 1 "$dir/id")" localhost/bb:latest; }
setup "buildah takes the image" pull

b() { limited buildah "$@"; }
build() { # build OPTION...: of $dir/$id
    b build -q --runtime "$runtime" --isolation oci --network none -t $id "$@" "$dir/$id"
}
containerfile() { mkdir -p "$dir/$id" && printf 'FROM localhost/bb\n%s\n' "$1" >"$dir/$id/Containerfile"; }
from() { # a working container named $id
    b from --name $id localhost/bb >/dev/null || return 1
    # shellcheck disable=SC2064 # the id of now
    trap "buildah rm $id >/dev/null" EXIT
}
run() { b run --runtime "$runtime" --isolation oci --network none "$@"; }

builds() {
    containerfile 'COPY f /f
RUN cat /f >/g && id -u >>/g
USER 1000
RUN id -u >/tmp/h' && echo copied >"$dir/$id/f" && build && b from --name made-$id $id >/dev/null || return 1
    prints 'copied
0
1000' run made-$id cat /g /tmp/h && b rm made-$id
}
exits() { containerfile 'RUN exit 7' && says 7 'exit status 7' build; }
no_command() { containerfile 'RUN ["nonesuch"]' && says 125 'executable file not found in $PATH' build || says 1 'executable file not found in $PATH' build; }
layers() { containerfile 'RUN echo one >/one
RUN echo two >/two' && build --layers && b from --name made-$id $id >/dev/null && prints 'one
two' run made-$id cat /one /two && b rm made-$id; }
secrets() {
    containerfile 'RUN --mount=type=secret,id=s,dst=/s cat /s >/copied' && echo secret >"$dir/$id/s" &&
        build --secret "id=s,src=$dir/$id/s" && b from --name made-$id $id >/dev/null && prints secret run made-$id cat /copied && b rm made-$id
}
runs() { from && prints hello run $id echo hello && code 42 run $id sh -c 'exit 42'; }
volumes() { from && echo text >"$dir/v$id" && prints text run -v "$dir/v$id:/mnt/f:ro" $id cat /mnt/f; }
terminal() { from && on_terminal "buildah run -t --runtime $runtime --isolation oci --network none $id tty" | grep -x /dev/pts/0; }
restricted() {
    from && prints '0000000000000000 1000' run --cap-drop ALL --user 1000 $id sh -c 'echo $(sed -n "s/^CapBnd:.//p" /proc/self/status) $(id -u)'
}
leaves_nothing() { [ -z "$(buildah ps -q)" ] && soon sh -c '[ -z "$(find /sys/fs/cgroup -path "*buildah-*" -type d)" ]'; }
t "build: COPY, RUN, USER" builds
t "build: the exit code of a RUN" exits
t "build: RUN of no such command" no_command
t "build --layers" layers
t "build --secret" secrets
t "run: output, exit code" runs
t "run -v" volumes
t "run -t" terminal
t "run --cap-drop --user" restricted
t_alone "nothing is left" leaves_nothing
finish

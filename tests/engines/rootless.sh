#!/bin/sh
# podman as an ordinary user with ids of its own in /etc/subuid
# shellcheck disable=SC2015,SC2016,SC2086,SC2154,SC2317 # as in tests/vm/suite; check.sh sets id, a word; t calls
. "$(dirname -- "$0")/check.sh"
needs newuidmap uidmap
. "$(dirname -- "$0")/podman-place.sh"

echo 'jaula-test:x:12345:12345::/run/jaula-home:/bin/sh' >>/etc/passwd
echo 'jaula-test:x:12345:' >>/etc/group
user() { # user COMMAND...: as the ordinary user
    (cd / && timeout -k 5 60 setpriv --reuid 12345 --regid 12345 --clear-groups --inh-caps=-all env HOME=/run/jaula-home XDG_RUNTIME_DIR=/run/user/12345 \
        TMPDIR=/tmp "$@")
}
mkdir -p /run/user/12345 "$dir/user-home"
mkdir /run/jaula-home && mount --bind "$dir/user-home" /run/jaula-home
chown 12345:12345 /run/user/12345 /run/jaula-home
chmod 700 /run/user/12345
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts /dev/pts
[ -e /dev/net/tun ] && cp -a /dev/net/tun /run/tun && chmod 666 /run/tun && mount --bind /run/tun /dev/net/tun
user mkdir -p /run/jaula-home/.config/containers/containers.conf.d
user cp "$dist/podman/jaula.conf" /run/jaula-home/.config/containers/containers.conf.d/
setup "podman takes the image" user podman load -q -i "$image/oci.tar"
setup "podman names it" user sh -c 'podman tag "$(podman images -q | head -n 1)" localhost/bb:latest'

p() { user podman --runtime "$(named)" "$@"; }
run() { p run --rm --network none "$@"; }
up() { # a sleeping container named $id
    p run -d --name $id --network none --stop-timeout 1 bb >/dev/null || return 1
    # shellcheck disable=SC2064 # the id of now
    trap "user podman rm -f -t 0 $id >/dev/null 2>&1" EXIT
}
sees() { prints "true $(named)" p info --format '{{.Host.Security.Rootless}} {{.Host.OCIRuntime.Name}}'; }
hello() { prints hello run bb echo hello; }
exits() { code 42 run bb sh -c 'exit 42'; }
no_command() { says 127 'executable file not found in $PATH' run bb nonesuch; }
not_executable() { says 126 'ermission denied' run bb /etc/not-executable; }
mapped() { prints '12345' run bb awk '{ print $2; exit }' /proc/self/uid_map; }
keeps() { prints 12345 run --userns keep-id bb id -u; }
executes() {
    up && prints in p exec $id echo in && code 7 p exec $id sh -c 'exit 7' && prints 1000 p exec -u user $id id -u &&
        p exec $id touch /tmp/f && p stop -t 0 $id && p start $id
}
volumes() { mkdir "$dir/$id" && chown 12345 "$dir/$id" && run -v "$dir/$id:/mnt" bb touch /mnt/f && prints 12345 stat -c %u "$dir/$id/f"; }
pods() {
    p pod create --name pod$id --network none >/dev/null && p run -d --pod pod$id --name a$id bb >/dev/null && code 0 p exec a$id true
    got=$?
    p pod rm -f -t 0 pod$id >/dev/null
    return $got
}
network() {
    p run -d --name $id -p 127.0.0.1:8080:80 bb sh -c 'mkdir /www; echo page >/www/index.html; httpd -f -h /www' >/dev/null || return 1
    soon serves_page
    got=$?
    p rm -f -t 0 $id >/dev/null
    return $got
}
t "info sees it" sees
t "a command runs" hello
t "exit code" exits
t "127: no such command" no_command
t "126: not executable" not_executable
t "the user's own ids" mapped
t "--userns keep-id" keeps
t "exec, stop, start" executes
t "-v" volumes
t "a pod" pods
if command -v slirp4netns >/dev/null; then t "-p through slirp4netns" network; else skip "-p" "needs slirp4netns; fix: apt-get install slirp4netns"; fi
finish

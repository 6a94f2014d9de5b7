# shellcheck shell=sh
# What podman and buildah want beside their packages: included by podman.sh, rootless.sh and buildah.sh.
# shellcheck disable=SC2154 # of check.sh
needs podman podman
needs conmon conmon
named() { if [ "${runtime:?}" = "${ours:?}" ]; then echo jaula-runtime; else echo runc; fi; }
mkdir -p /etc/containers/containers.conf.d
echo '{"default": [{"type": "insecureAcceptAnything"}]}' >/etc/containers/policy.json
printf 'unqualified-search-registries = []\nshort-name-mode = "disabled"\n' >/etc/containers/registries.conf
rm -rf /etc/containers/registries.conf.d
# the user whose ids --userns auto takes, and an ordinary user with ids of its own
printf 'containers:2000000:1000000\njaula-test:100000:65536\n' >/etc/subuid
cp /etc/subuid /etc/subgid

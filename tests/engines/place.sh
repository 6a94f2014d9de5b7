# shellcheck shell=sh
# A place where an engine cannot touch this machine: included by run. group names our cgroups, work is our folder.

hierarchies() { # every mounted cgroup hierarchy: "MOUNT-POINT TYPE CONTROLLERS", one a line
    awk '$3 == "cgroup2" { print $2, "cgroup2", "-" }
        $3 == "cgroup" { c = ""; n = split($4, o, ",")
            for (i = 1; i <= n; i++)
                if (o[i] !~ /^(rw|ro|relatime|nosuid|nodev|noexec|xattr|clone_children|release_agent=.*)$/) c = c (c ? "," : "") o[i]
            print $2, "cgroup", c }' /proc/self/mounts | grep '^/sys/fs/cgroup'
}

enter_groups() { # moves this shell into cgroups of our own, one in each hierarchy
    beside=no
    if grep -q ' cgroup ' "$1"; then beside=yes; fi
    while read -r point type controllers; do
        at=$point/${group:?}
        mkdir -p "$at" || return 1
        case ,$controllers, in
        *,cpuset,*)
            cat "$point/cpuset.cpus" >"$at/cpuset.cpus"
            cat "$point/cpuset.mems" >"$at/cpuset.mems"
            ;;
        esac
        # with the default weight all of ours would compete as one with every task outside
        if [ -e "$at/cpu.shares" ]; then echo 8192 >"$at/cpu.shares"; fi
        # beside v1, v2 shall offer no controller (crun refuses it): two levels down there is none
        if [ "$type" = cgroup2 ] && [ "$beside" = yes ]; then mkdir -p "$at/in" && at=$at/in; fi
        sh -c 'echo $PPID' >"$at/cgroup.procs" || return 1
    done <"$1"
}

leave_groups() { # removes them; everything inside has ended with its pid namespace
    hierarchies | while read -r point _; do
        for try in 1 2 3 4 5 6 7 8 9 10; do
            [ -d "$point/$group" ] || break
            find "$point/$group" -depth -type d -exec rmdir {} \; 2>/dev/null
            [ -d "$point/$group" ] || break
            sleep 0.2
            [ "$try" != 10 ] || echo "engines: could not remove $point/$group" >&2
        done
    done
}

# in_place FOLDER RUNTIME SCRIPT: runs the script there. Process 1 reaps, and takes all with it when the script ends.
in_place() (
    # shellcheck disable=SC2030 # for the script alone
    export ENGINE_PLACE="$1" ENGINE_RUNTIME="$2" ENGINE_IMAGE="${work:?}/image" ENGINE_SCRIPT="$3" ENGINE_GROUP="$group"
    hierarchies >"$1/hierarchies"
    enter_groups "$1/hierarchies" || exit 1
    exec unshare --cgroup "${here:?}/inside"
)

# shellcheck shell=bash disable=SC2154

set +x # a trace would show the secrets
set -euo pipefail
umask 077
export LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
shopt -s nullglob dotglob

root='' dry_run='' start=1 restart='' # root: empty for this machine; every target is "$root$path"
record=/var/lib/consulgen/$unit.files
pending=/var/lib/consulgen/$unit.pending
declare -A secret_values=() is_ours=() made=() noted=() count=([install]=0 [change]=0 [unchanged]=0)
modes=() owners=() groups=() paths=() sources=() # the files, one index each
states=() staged=()                              # install, change or unchanged; the new content beside the old
stale=() recorded=()                             # installed by a former run, and no longer in the bundle
undo=() undo_path=() undo_extra=() backups=()
report=() problems=0
acted=''   # something was done, or is left for the operator
to_come='' # the user and group that a dry run would create, as |group name||passwd name|
need=0     # of the running service: 0 nothing, 1 reload, 2 restart, 3 restart with a new unit

usage() {
    cat <<USAGE
Usage: install.sh [--root DIR] [--no-start] [--restart] [--dry-run] [--help]

Installs $node ($role) from the files beside this script. What is already right is left alone.

  --root DIR   install below DIR (an image, a chroot); nothing is started there
  --no-start   install only: start, restart and reload nothing
  --restart    restart a running server too, when the change needs it (one server at a time)
  --dry-run    say what would be done, and do nothing
  --help       this text
USAGE
}

# The report is held back until the files are in place, so that it never tells of what was taken back.
say() { printf -v "report[${#report[@]}]" '%-9s  %s' "$1" "$2"; }
note() { [[ ${noted[$1]-} ]] || say note "$1"; noted[$1]=1; }
flush() { [[ ${#report[@]} == 0 ]] || printf '%s\n' "${report[@]}"; report=(); }
problem() { printf 'install.sh: %s\n' "$1" >&2; problems=$((problems + 1)); }
fail() { printf 'install.sh: %s\n' "$@" >&2; exit 1; }

act() { # VERB THING
    acted=1
    if [[ $dry_run ]]; then printf -v "report[${#report[@]}]" 'would %-7s  %s' "$1" "$2"; else say "${1%e}ed" "$2"; fi
}

# ---- secrets ----

json_escape() { # by character: quoting in ${x//a/b} differs between versions of bash
    local i c
    REPLY=
    for ((i = 0; i < ${#1}; i++)); do
        c=${1:i:1}
        case $c in \\ | \") REPLY+="\\$c" ;; *) REPLY+=$c ;; esac
    done
}

read_secrets() {
    local entry name kind where value from
    for entry in ${secrets[@]+"${secrets[@]}"}; do
        IFS='|' read -r name kind where <<<"$entry"
        if [[ $kind == env ]]; then
            from="secret $name: the environment variable $where"
            # Names without a capital are this script's own variables.
            [[ $where == *[A-Z]* ]] || { problem "$from must have a capital letter in its name"; continue; }
            value=${!where-}
            export -n "${where?}" # no child process needs it
        else
            from="secret $name: the file $root$where"
            inside "$root$where" || { problem "$from leads out of $root"; continue; }
            [[ -f $root$where && -r $root$where ]] || { problem "$from is missing or not readable"; continue; }
            ! IFS= read -r -d '' value <"$root$where" || { problem "$from contains a NUL"; continue; }
            value=${value%$'\n'}
        fi
        [[ $value ]] || { problem "$from is missing or empty"; continue; }
        [[ $value != *[[:cntrl:]]* ]] || { problem "$from has a line break or another control character"; continue; }
        secret_values[$name]=$value
    done
}

write_secrets_json() {
    local piece text=
    for piece in "${secrets_json[@]}"; do
        case $piece in
            @*) json_escape "${secret_values[${piece#@}]}"; text+=$REPLY ;;
            *) text+=${piece#=} ;;
        esac
    done
    printf '%s' "$text" >"$work/secrets.json"
}

mask() { # TEXT: the text without secrets; the longest first, as one may be a part of another
    local value hidden
    REPLY=$1
    [[ ${#secret_values[@]} != 0 ]] || return 0
    mapfile -t hidden < <(for value in "${secret_values[@]}"; do
        json_escape "$value"
        printf '%d\t%s\n' "${#value}" "$value" "${#REPLY}" "$REPLY"
    done | sort -rn | cut -f2-)
    for value in "${hidden[@]}"; do REPLY=${REPLY//"$value"/***}; done
}

# ---- what is there, and what is to come ----

inside() { # PATH: does it stay below the root, whatever links it goes through?
    [[ -z $root || $(readlink -m -- "$1")/ == "$root"/* ]]
}

hash_of() { REPLY=$(sha256sum <"$1"); REPLY=${REPLY%% *}; }

check_path() { # file|directory PATH: can it be put there?
    local target=$root$2 parent=$root${2%/*}
    inside "$target" || { problem "$target leads out of $root through a link"; return 0; }
    while [[ $parent && ! -e $parent && ! -L $parent ]]; do parent=${parent%/*}; done
    [[ -d $parent/ ]] || problem "$target cannot be installed: $parent is not a directory"
    [[ -e $target || -L $target ]] || return 0
    if [[ $1 == file ]]; then
        [[ -f $target || -L $target ]] || problem "$target is there, and is not a file"
    else
        [[ -d $target ]] || problem "$target is there, and is not a directory"
        # Whoever may place a link must not choose what gets a new owner.
        [[ ! -L $target || $(stat -c %u -- "$target") == "$EUID" ]] || problem "$target is a link of another user"
    fi
}

add_file() { # MODE OWNER GROUP PATH SOURCE
    modes+=("$1") owners+=("$2") groups+=("$3") paths+=("$4") sources+=("$5")
    is_ours[$4]=1
}

collect() {
    local entry mode owner group_of path
    check_path file "$record"
    for entry in ${directories[@]+"${directories[@]}"}; do check_path directory "${entry##*|}"; done
    for entry in ${bundle_files[@]+"${bundle_files[@]}"}; do
        IFS='|' read -r mode owner group_of path <<<"$entry"
        check_path file "$path"
        [[ -f $here/rootfs$path && -r $here/rootfs$path ]] || problem "the bundle is not whole: no $here/rootfs$path"
        add_file "$mode" "$owner" "$group_of" "$path" "$here/rootfs$path"
    done
    if [[ ${#secrets_json[@]} != 0 ]]; then
        check_path file "$config_dir/secrets.json"
        add_file 0640 root "$group" "$config_dir/secrets.json" "$work/secrets.json"
    fi
}

read_record() {
    local line hash path
    [[ -f $root$record && -r $root$record ]] || return 0
    while IFS= read -r line; do
        hash=${line%%  *} path=${line#*  }
        if [[ ! $hash =~ ^[0-9a-f]{64}$ || $path != /* || $path == *[[:cntrl:]]* || $path/ == *//* || $path/ == */./* ||
            $path/ == */../* ]]; then
            note "ignored a line of $root$record that is not a hash and a plain path"
        elif [[ ! ${is_ours[$path]-} && (-e $root$path || -L $root$path) ]]; then
            REPLY=
            if inside "$root$path" && [[ -f $root$path && -r $root$path && ! -L $root$path ]]; then hash_of "$root$path"; fi
            if [[ $REPLY == "$hash" ]]; then
                stale+=("$path")
            else
                recorded+=("$line")
                say kept "$path (no longer in the bundle, but edited since it was installed)"
            fi
        fi
    done <"$root$record"
}

validate() { # the config folder as it will be, with the files that are not ours
    local candidate=$work/validate i path output
    [[ $role != load_balancer && -z $root ]] || return 0
    [[ -f $binary && -x $binary ]] || { note "$binary is not there: the configuration is not validated"; return 0; }
    [[ ! -e $config_dir || (-r $config_dir && -x $config_dir) ]] ||
        { note "$config_dir cannot be read: the configuration is not validated"; return 0; }
    mkdir -- "$candidate"
    for path in "$config_dir"/*; do
        # A link, not a copy: Consul judges a link by the name of what it leads to.
        [[ -d $path || (! -L $path && $path != *.hcl && $path != *.json) ]] ||
            ln -s -- "$(readlink -m -- "$path")" "$candidate/${path##*/}"
    done
    for path in ${stale[@]+"${stale[@]}"}; do
        [[ ${path%/*} != "$config_dir" ]] || rm -f -- "$candidate/${path##*/}"
    done
    for i in "${!paths[@]}"; do
        path=${paths[i]}
        [[ ${path%/*} != "$config_dir" ]] || cp --remove-destination -- "${sources[i]}" "$candidate/${path##*/}"
    done
    output=$(timeout 60 "$binary" validate -quiet "$candidate" 2>&1 </dev/null) || {
        mask "${output//"$candidate"/$config_dir}"
        fail "the new configuration is not valid; nothing was changed. $binary says:" "$REPLY"
    }
}

# ---- users, owners, modes ----

id_of() { # passwd|group NAME: its number in the target system, or empty
    local name id
    REPLY=
    if [[ $2 == root ]]; then
        REPLY=0
    elif [[ -z $root ]]; then
        IFS=: read -r _ _ REPLY _ < <(getent "$1" "$2") || REPLY=
    elif [[ -r $root/etc/$1 ]] && inside "$root/etc/$1"; then
        while IFS=: read -r name _ id _; do [[ $name != "$2" ]] || REPLY=$id; done <"$root/etc/$1"
    fi
    [[ $REPLY || $to_come != *"|$1 $2|"* ]] || REPLY=new
}

absent() { note "there is no $1 $2${root:+ in $root}; create it there: until then its files stay with root"; }

make_account() { # passwd|group groupadd|useradd NAME [OPTION...]
    local kind=${2%add} output
    id_of "$1" "$3"
    [[ -z $REPLY ]] || return 0
    if [[ $root ]] && { [[ $EUID != 0 || ! -f $root/etc/$1 ]] || ! inside "$root/etc/$1"; }; then
        absent "$kind" "$3"
    elif [[ $dry_run ]]; then
        act create "$kind $3"
        to_come+="|$1 $3|"
    elif output=$("$2" --system ${root:+--root "$root"} "${@:4}" -- "$3" 2>&1); then
        act create "$kind $3"
    elif [[ $root ]]; then
        absent "$kind" "$3"
    else
        fail "the $kind $3 is missing and cannot be created:" "$output"
    fi
}

make_accounts() {
    local shell
    [[ $role != load_balancer ]] || return 0
    for shell in /usr/sbin/nologin /sbin/nologin /bin/false; do [[ ! -x $root$shell ]] || break; done
    make_account group groupadd "$group"
    make_account passwd useradd "$user" --gid "$group" --home-dir /nonexistent --no-create-home --shell "$shell"
}

owner_of() { # USER GROUP: uid:gid, with nothing where it cannot be set
    local uid
    if [[ $EUID != 0 ]]; then
        note "not root: owners are neither checked nor set"
        REPLY=:
        return 0
    fi
    id_of passwd "$1"
    uid=$REPLY
    [[ $uid ]] || absent user "$1"
    id_of group "$2"
    [[ $REPLY ]] || absent group "$2"
    REPLY=$uid:$REPLY
}

attributes_differ() { # TARGET MODE UID:GID
    local mode uid gid
    read -r mode uid gid < <(stat -L -c '%a %u %g' -- "$1")
    ((8#$mode != 8#$2)) || [[ (${3%:*} && ${3%:*} != "$uid") || (${3#*:} && ${3#*:} != "$gid") ]]
}

set_attributes() { # TARGET MODE UID:GID
    local owner=${3%:} # "5:" would mean the login group of 5
    [[ -z $owner ]] || chown -- "$owner" "$1"
    chmod -- "$2" "$1"
}

make_directory() { # MODE OWNER GROUP PATH; no mode: the parent of something, fine as it is
    local target=$root$4
    if [[ -d $target ]]; then
        [[ $1 ]] || return 0
        owner_of "$2" "$3"
        attributes_differ "$target" "$1" "$REPLY" || return 0
        act change "$4 (to mode $1, owner $2:$3)"
        [[ ! $dry_run ]] || return 0
        remember attributes "$target" "$(stat -L -c '%a %u:%g' -- "$target")"
        set_attributes "$target" "$1" "$REPLY"
    elif [[ ! ${made[$4]-} ]]; then
        [[ -z ${4%/*} ]] || make_directory '' root root "${4%/*}"
        made[$4]=1
        act create "$4"
        [[ ! $dry_run ]] || return 0
        owner_of "$2" "$3"
        remember rmdir "$target"
        mkdir -- "$target"
        set_attributes "$target" "${1:-0755}" "$REPLY"
    fi
}

# ---- files ----

needs() { # PATH: what its new content asks of a running service
    local wanted=2
    if [[ $role == load_balancer || $1 == "$config_dir"/service-* ]]; then wanted=1; fi
    if [[ $role != load_balancer && $1 != "$config_dir"/* ]]; then wanted=3; fi
    ((need >= wanted)) || need=$wanted
}

compare() {
    local i target hash
    for i in "${!paths[@]}"; do
        target=$root${paths[i]} states[i]=unchanged
        hash_of "${sources[i]}"
        hash=$REPLY
        recorded+=("$hash  ${paths[i]}")
        owner_of "${owners[i]}" "${groups[i]}"
        if [[ ! -e $target && ! -L $target ]]; then
            states[i]=install
            needs "${paths[i]}"
        elif [[ -L $target || ! -r $target || $(sha256sum <"$target") != "$hash"* ]]; then
            states[i]=change
            needs "${paths[i]}"
        elif attributes_differ "$target" "${modes[i]}" "$REPLY"; then
            states[i]=change
        fi
    done
    for i in ${stale[@]+"${stale[@]}"}; do needs "$i"; done
}

add_record() { # it goes the way of the files: staged, swapped, taken back when they are
    printf '%s\n' ${recorded[@]+"${recorded[@]}"} | sort >"$work/record"
    [[ ! -f $root$record || $(sha256sum <"$root$record") != $(sha256sum <"$work/record") ]] || return 0
    states[${#paths[@]}]=record
    add_file 0600 root root "$record" "$work/record"
    make_directory 0700 root root "${record%/*}"
}

stage() { # what may fail for want of space or rights comes before the first change
    local i folder
    for i in "${!paths[@]}"; do
        folder=${paths[i]%/*}
        [[ ${states[i]} != unchanged ]] || continue
        [[ -z $folder ]] || make_directory '' root root "$folder"
        [[ ! $dry_run ]] || continue
        staged[i]=$(mktemp -- "$root$folder/.consulgen-XXXXXX")
        cat <"${sources[i]}" >"${staged[i]}" || fail "cannot write ${paths[i]}"
        owner_of "${owners[i]}" "${groups[i]}"
        set_attributes "${staged[i]}" "${modes[i]}" "$REPLY"
    done
}

sweep() { # temporary files that a killed run left; only under the lock is it sure that they are nobody's
    local left path
    [[ $locked ]] || return 0
    for path in "${paths[@]}"; do
        for left in "$root${path%/*}"/.consulgen-??????; do
            act remove "${left#"$root"} (left by an interrupted run)"
            [[ $dry_run ]] || rm -f -- "$left"
        done
    done
}

remember() { # KIND TARGET [EXTRA]: how to take back what comes next; the kind last, as it makes the entry count
    local n=${#undo[@]}
    undo_path[n]=$2 undo_extra[n]=${3-}
    undo[n]=$1
}

keep_old() { # TARGET: a second name in its own folder, so that taking it back needs no space
    local backup
    backup=$(mktemp -u -- "${1%/*}/.consulgen-XXXXXX")
    backups+=("$backup")
    ln -P -- "$1" "$backup" 2>/dev/null || cp -a -- "$1" "$backup"
    remember restore "$1" "$backup"
}

swap() {
    local i target
    for i in "${!staged[@]}"; do
        target=$root${paths[i]}
        if [[ -e $target || -L $target ]]; then keep_old "$target"; else remember delete "$target"; fi
        mv -fT -- "${staged[i]}" "$target"
    done
    [[ ! $dry_run ]] || return 0
    for i in ${stale[@]+"${stale[@]}"}; do
        keep_old "$root$i"
        rm -f -- "$root$i"
    done
}

check_nginx() { # it can test only what is in place
    local output
    [[ $role == load_balancer && -z $root && ! $dry_run && $need != 0 ]] || return 0
    command -v nginx >/dev/null || { note "nginx is not here: its configuration is not tested"; return 0; }
    output=$(timeout 60 nginx -t 2>&1 </dev/null) || fail "nginx refuses the new configuration:" "$output"
}

clean_up() {
    local status=$? i lost=
    set +e
    trap '' INT TERM HUP PIPE
    trap - EXIT
    rm -f -- ${staged[@]+"${staged[@]}"}
    for ((i = ${#undo[@]} - 1; i >= 0; i--)); do
        case ${undo[i]} in
            delete) rm -f -- "${undo_path[i]}" ;;
            restore) mv -fT -- "${undo_extra[i]}" "${undo_path[i]}" || lost=1 ;;
            rmdir) rmdir -- "${undo_path[i]}" ;;
            attributes) set_attributes "${undo_path[i]}" "${undo_extra[i]% *}" "${undo_extra[i]#* }" ;;
        esac
    done
    if [[ $lost ]]; then
        problem "not every file could be put back: what is missing is beside it as .consulgen-*"
    else
        [[ ${#undo[@]} == 0 ]] || problem "stopped half way; the former files are back in place"
        rm -f -- ${backups[@]+"${backups[@]}"}
    fi
    rm -rf -- "$work"
    exit "$status"
}

tell_files() {
    local i
    for i in "${!paths[@]}"; do
        [[ ${states[i]} != record ]] || continue
        count[${states[i]}]=$((${count[${states[i]}]} + 1))
        if [[ ${states[i]} == unchanged ]]; then say unchanged "${paths[i]}"; else act "${states[i]}" "${paths[i]}"; fi
    done
    for i in ${stale[@]+"${stale[@]}"}; do act remove "$i"; done
}

# ---- the service ----

ask() { REPLY=$(timeout 20 "$@" 2>/dev/null </dev/null) || :; }

run() { # a service command: silent unless it fails, and it never hangs
    local output
    [[ ! $dry_run ]] || return 0
    # Without the lock: what a service leaves running must not hold it.
    output=$(timeout 120 "$@" 2>&1 </dev/null 9<&-) || { flush; fail "the files are installed, but this failed: $*" "$output"; }
}

process_id() { # of the running service, or 0
    case $service_manager in
        supervisor) ask supervisorctl pid "$unit" ;;
        systemd) ask systemctl show -p MainPID "$unit" ;;
        nginx)
            ask systemctl show -p MainPID nginx
            [[ $REPLY == MainPID=[1-9]* ]] || ask cat /run/nginx.pid
            ;;
    esac
    REPLY=${REPLY#MainPID=}
    [[ $REPLY =~ ^[1-9][0-9]*$ && -d /proc/$REPLY ]] || REPLY=0
}

# What a process still has to be told is kept until it was told, or another process took its place.
recall_need() { # PID
    local before='' process=''
    [[ ! -r $pending ]] || read -r before process <"$pending" || :
    if [[ $process == "$1" && $before == [123] && $before -gt $need ]]; then need=$before; fi
}

keep_need() { # PID
    [[ ! $dry_run ]] || return 0
    if [[ $need == 0 || $1 == 0 ]]; then rm -f -- "$pending"; else printf '%s %s\n' "$need" "$1" >"$pending"; fi
}

follow() { # OLD_PID: gives systemd a moment, and tells how it went
    local i state=
    [[ ! $dry_run ]] || return 0
    for ((i = 0; i < 30; i++)); do
        ask systemctl is-active "$unit"
        state=$REPLY
        [[ $state != failed ]] || { flush; fail "the files are installed, but $unit failed; see: journalctl -u $unit"; }
        process_id
        [[ $state != active || $REPLY == "$1" ]] || return 0
        sleep 0.5
    done
    note "$unit is still ${state:-not active}; follow it with: journalctl -fu $unit"
}

do_systemd() { # PID
    ask systemctl is-enabled "$unit"
    if [[ ! $REPLY =~ ^(enabled|static|indirect|masked) ]]; then run systemctl enable "$unit"; act enable "$unit"; fi
    if [[ $1 == 0 ]]; then
        run systemctl start --no-block "$unit" # a unit of Type=notify may wait for the whole cluster
        act start "$unit"
        follow 0
    elif [[ $need -ge 2 ]]; then
        run systemctl restart --no-block "$unit"
        act restart "$unit"
        follow "$1"
    elif [[ $need == 1 ]]; then
        run systemctl reload --no-block "$unit"
        act reload "$unit"
    fi
}

do_supervisor() { # PID
    if [[ $1 != 0 && $need == 1 ]]; then
        run supervisorctl signal HUP "$unit"
        act reload "$unit"
    elif [[ $1 == 0 || $need != 0 ]]; then
        run supervisorctl reread
        run supervisorctl update "$unit" # starts a new program, restarts a changed one
        process_id
        if [[ $1 == 0 ]]; then
            [[ $REPLY != 0 ]] || run supervisorctl start "$unit"
            act start "$unit"
        else
            [[ $REPLY != "$1" ]] || run supervisorctl restart "$unit"
            act restart "$unit"
        fi
    fi
}

do_nginx() { # PID
    [[ $need != 0 ]] || return 0
    if [[ $1 == 0 ]]; then
        note "nginx does not run; start it with: systemctl enable --now nginx"
    elif [[ -d /run/systemd/system ]] && systemctl is-active --quiet nginx; then
        run systemctl reload nginx
        act reload nginx
    else
        run nginx -s reload
        act reload nginx
    fi
}

activate() {
    local pid by_hand="systemctl restart $unit"
    if [[ $root ]]; then
        [[ ! $acted ]] || note "nothing is started in $root"
        return 0
    fi
    if [[ $need == 3 && -d /run/systemd/system ]]; then run systemctl daemon-reload; fi
    process_id
    pid=$REPLY
    recall_need "$pid"
    keep_need "$pid"
    if [[ $service_manager == supervisor ]]; then
        by_hand="supervisorctl restart $unit"
        [[ $need != 3 ]] || by_hand="supervisorctl update $unit"
    fi
    if [[ ! $start ]]; then
        [[ $pid != 0 && $need == 0 ]] || note "--no-start: $unit is not started, restarted or reloaded"
    elif [[ $role != load_balancer && ! -x $binary ]]; then
        note "$unit is not started, as $binary is missing"
    elif [[ $service_manager == systemd && ! -d /run/systemd/system ]]; then
        note "systemd does not run here; where it does: systemctl enable --now $unit"
    elif [[ $service_manager == supervisor ]] && ! { ask supervisorctl pid && [[ $REPLY =~ ^[0-9]+$ ]]; }; then
        note "supervisord does not run here; where it does: supervisorctl update $unit"
    elif [[ $role == server && $pid != 0 && $need -ge 2 && ! $restart ]]; then
        acted=1
        note "$unit needs a restart. One server at a time, each when the last is back: $by_hand"
    else
        "do_$service_manager" "$pid"
        need=0
        keep_need "$pid"
    fi
}

# ---- the run ----

while [[ $# -gt 0 ]]; do
    case $1 in
        --root=*) root=${1#*=}; [[ $root ]] || { usage >&2; exit 2; } ;;
        --root) root=${2-}; [[ $root ]] || { usage >&2; exit 2; }; shift ;;
        --no-start) start='' ;;
        --restart) restart=1 ;;
        --dry-run) dry_run=1 ;;
        --help | -h) usage; exit 0 ;;
        *) printf 'install.sh: unknown option: %s\n' "$1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done

if [[ $root ]]; then
    [[ -d $root ]] || fail "--root: $root is not a directory"
    [[ $root == /* ]] || root=$PWD/$root
    root=$(cd -P -- "$root" && pwd)
    root=${root%/} # --root / is this machine
fi
[[ $root || $dry_run || $EUID == 0 ]] || fail "must be run as root (or with --root DIR or --dry-run)"

read_secrets
here=$(readlink -f -- "${BASH_SOURCE[0]}")
here=${here%/*}
work=$(mktemp -d -- "${TMPDIR:-/tmp}/consulgen-XXXXXX")
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

collect
[[ $problems == 0 ]] || fail "nothing was changed"
[[ ${#secrets_json[@]} == 0 ]] || write_secrets_json

locked=''
if command -v flock >/dev/null; then
    lock=${root:-/}
    [[ ! -d $root/run ]] || lock=$root/run
    exec 9<"$lock"
    flock -n 9 || fail "another install.sh is at work here; nothing was changed"
    locked=1
fi

read_record
validate
make_accounts
for entry in ${directories[@]+"${directories[@]}"}; do
    IFS='|' read -r mode owner group_of path <<<"$entry"
    make_directory "$mode" "$owner" "$group_of" "$path"
done
compare
add_record
sweep
stage
swap
check_nginx
undo=() # from here on the new files stay
tell_files
flush
activate
flush
summary="$node: ${count[install]} installed, ${count[change]} changed, ${count[unchanged]} unchanged, ${#stale[@]} removed"
if [[ ! $acted ]]; then summary+='; nothing to do'; elif [[ $dry_run ]]; then summary+=' (dry run)'; fi
printf '%s\n' "$summary"

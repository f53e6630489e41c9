# shellcheck shell=sh disable=SC2154 # what is not assigned here is assigned above
set -eu
umask 077
export LC_ALL=C

say() { printf '%s-backup: %s\n' "$unit" "$1"; }
fail() { printf '%s-backup: %s\n' "$unit" "$1" >&2; exit 1; }

# COMMAND WORD... : with the options that lead to this host's agent, and the token by its file.
ask() {
    if [ -z "$token_file" ]; then
        with_api "$@"
    elif "$binary" snapshot save -h 2>&1 | grep -q -e '-token-file'; then
        with_api "$@" "-token-file=$token_file"
    else
        # Releases before that option. No other program sees it.
        (CONSUL_HTTP_TOKEN=$(cat -- "$token_file") && export CONSUL_HTTP_TOKEN && with_api "$@")
    fi
}

[ -z "$token_file" ] || [ -r "$token_file" ] || fail "the token's file $token_file is missing or not readable"
[ -d "$dir" ] || mkdir -p -- "$dir" || fail "cannot make the folder $dir"

# Of two that run at once the second has nothing to do.
exec 9>"$dir/.lock"
if command -v flock >/dev/null && ! flock -n 9; then
    say "another run is at work"
    exit 0
fi

if [ "$copies" = one ]; then
    state=$(ask info) || fail "the agent does not say whether it leads"
    case $(printf '%s\n' "$state" | sed -n 's/^[[:space:]]*leader = //p') in
        true) ;;
        false) say "another server leads, and saves the snapshot"; exit 0 ;;
        *) fail "the agent does not say whether it leads: its token may need agent:read" ;;
    esac
fi

name=$datacenter-$(date -u +%Y%m%dT%H%M%SZ)-$node.snap
part=$dir/.$name.part
metric=$textfile_dir/$unit-backup.prom
trap 'rm -f -- "$part" "$metric.$$"' EXIT
trap 'exit 1' HUP INT TERM

# What a killed run has left; nobody else is here.
rm -f -- "$dir"/."$datacenter"-*.part
ask snapshot save >/dev/null || fail "the snapshot could not be saved; the earlier ones are as they were"
"$binary" snapshot inspect "$part" >/dev/null || fail "the snapshot cannot be read; the earlier ones are as they were"
size=$(wc -c <"$part")
sync "$part" 2>/dev/null || sync
mv -- "$part" "$dir/$name"
say "saved $dir/$name ($((size)) bytes)"

# Names are in the order of time. Whatever else lies there is not ours.
set -- "$dir/$datacenter"-????????T??????Z-"$node".snap
while [ $# -gt "$keep" ]; do
    rm -f -- "$1"
    say "removed $1"
    shift
done

# For the node exporter, where it collects text files.
if [ -n "$textfile_dir" ] && [ -d "$textfile_dir" ]; then
    labels="{datacenter=\"$datacenter\",node=\"$node\"}"
    {
        printf '# HELP consul_backup_last_success_timestamp_seconds When a snapshot was last saved here.\n'
        printf '# TYPE consul_backup_last_success_timestamp_seconds gauge\n'
        printf 'consul_backup_last_success_timestamp_seconds%s %s\n' "$labels" "$(date +%s)"
        printf '# HELP consul_backup_size_bytes Of that snapshot.\n# TYPE consul_backup_size_bytes gauge\n'
        printf 'consul_backup_size_bytes%s %s\n' "$labels" "$((size))"
    } >"$metric.$$"
    chmod 0644 "$metric.$$"
    mv -- "$metric.$$" "$metric"
fi

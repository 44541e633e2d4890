# A throw-away PostgreSQL for one run: its own cluster, reachable by a Unix socket in a folder that
# only this user can enter, without fsync, gone at the end. To be sourced after _setup.sh.

# The newest server installed; Debian keeps them out of the PATH.
find_postgres() {
    local initdb
    initdb=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)
    [ -n "$initdb" ] || initdb=$(command -v initdb || true)
    postgres_bin=${initdb%/initdb}
    [ -n "$initdb" ]
}

# PostgreSQL refuses to run as root; Debian's package brings the user "postgres".
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# What a run that was killed outright has left: folders named after a process that is gone.
sweep_postgres() {
    local folder
    for folder in "$VAR"/pg.* "${TMPDIR:-/tmp}"/massline-pg.* /tmp/massline-pg.*; do
        [ -d "$folder" ] || continue
        [[ $folder =~ pg\.([0-9]+)$ ]] && ! kill -0 "${BASH_REMATCH[1]}" 2>/dev/null || continue
        remove_postgres "$folder"
    done
}

remove_postgres() {
    if [ -e "$1/data/postmaster.pid" ]; then
        as_postgres "$postgres_bin/pg_ctl" stop --silent --mode=immediate --pgdata="$1/data" >/dev/null 2>&1 || true
    fi
    rm -rf "$1"
}

# A socket's path may have 107 bytes, and the server's user must be able to enter every folder above.
usable_postgres_folder() {
    mkdir -m 700 "$1" 2>/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then chown postgres "$1"; fi
    [ $((${#1} + 18)) -le 107 ] && (cd / && as_postgres test -w "$1" -a -x "$1") && return
    rmdir "$1"
    return 1
}

# Sets postgres_folder and exports DATABASE_URL. The caller traps its end and calls stop_postgres.
start_postgres() {
    sweep_postgres
    postgres_folder=
    local folder speed="-F -c full_page_writes=off -c synchronous_commit=off"
    [ -z "${postgres_durable:-}" ] || speed=
    for folder in "$VAR/pg.$$" "${TMPDIR:-/tmp}/massline-pg.$$" "/tmp/massline-pg.$$"; do
        if usable_postgres_folder "$folder"; then
            postgres_folder=$folder
            break
        fi
    done
    [ -n "$postgres_folder" ] || fail "No folder for a throw-away PostgreSQL: /tmp must be open to all users."
    (
        cd /
        as_postgres "$postgres_bin/initdb" --pgdata="$postgres_folder/data" --username=massline \
            --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$postgres_folder/initdb.log" 2>&1 &&
            as_postgres "$postgres_bin/pg_ctl" start --silent --wait --pgdata="$postgres_folder/data" \
                --log="$postgres_folder/server.log" --options="-k '$postgres_folder' -h '' $speed \
                -c max_connections=150" </dev/null >/dev/null
    ) || {
        cat "$postgres_folder"/*.log >&2
        fail "The throw-away PostgreSQL did not start: see its log above."
    }
    local encoded=${postgres_folder//%/%25}
    encoded=${encoded// /%20}
    export DATABASE_URL="postgres://massline@/postgres?host=$encoded"
}

stop_postgres() {
    [ -z "${postgres_folder:-}" ] || remove_postgres "$postgres_folder"
    postgres_folder=
    unset DATABASE_URL
}

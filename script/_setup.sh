# What script/server and script/test share: where things are, the virtual environment, plain refusals.
# To be sourced by bash with "set -euo pipefail"; expects $root.

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

step() {
    printf '%s\n' "- $*" >&2
}

# Where the site writes; made absolute, because everything below runs in the project's folder.
find_var() {
    VAR=${MASSLINE_VAR:-$root/var}
    case $VAR in /*) ;; *) VAR=$PWD/$VAR ;; esac
    export MASSLINE_VAR=$VAR
    { (umask 077 && mkdir -p "$VAR") && : >"$VAR/.writable" && rm -f "$VAR/.writable"; } 2>/dev/null ||
        fail "No write access to $VAR: give it to this user (chown -R $(id -un) '$VAR') or name another folder with MASSLINE_VAR."
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            python=$name
            return
        fi
    done
    fail "Python 3.11 or newer is needed: apt-get install python3 (Debian 12, Ubuntu 24.04 or later have one)."
}

# ensure_venv REQUIREMENTS_FILE...: makes .venv or brings it up to the pinned requirements.
# The stamp holds the hash of what was installed and is written last; .unfinished stands there
# from before the first file until pip has ended, so that an interrupted installation is thrown
# away instead of half used.
ensure_venv() {
    local venv=$root/.venv file stamp hash requirements=()
    for file in "$@"; do requirements+=(-r "$root/$file"); done
    stamp=$venv/.stamp-${1%.txt}
    hash=$(cd "$root" && cat requirements.txt "$@" | sha256sum | cut -d' ' -f1)
    if [ -e "$venv/.unfinished" ] || ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        [ -n "${python:-}" ] || find_python
        "$python" -c 'import venv, ensurepip' 2>/dev/null ||
            fail "Python's venv module is missing: apt-get install python3-venv"
        step "Making .venv with $("$python" --version)"
        { mkdir -p "$venv" && : >"$venv/.unfinished"; } 2>/dev/null ||
            fail "No write access to $root: give it to this user (chown -R $(id -un) '$root')."
        find "$venv" -mindepth 1 -maxdepth 1 ! -name .unfinished -exec rm -rf {} +
        "$python" -m venv "$venv" || fail "The virtual environment could not be made: see the lines above."
    elif [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
        return
    fi
    step "Installing $1 (a minute or two the first time)"
    : >"$venv/.unfinished"
    "$venv/bin/python" -m pip install -qq --no-input --no-cache-dir --disable-pip-version-check \
        --progress-bar off "${requirements[@]}" ||
        fail "Installing $1 failed: see pip's message above; it needs a package index to be reachable."
    printf '%s\n' "$hash" >"$stamp"
    rm -f "$venv/.unfinished"
}

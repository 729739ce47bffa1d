#!/usr/bin/env bash
# Joins the style sheets into the two that the page loads: what the first screens need, which they wait for, and the rest.
# The order is that of the layers, which the tokens name first.
set -euo pipefail
cd "$(dirname "$0")/../style"
first="tokens base kit shell overview question"
join() { # what it is joined into, names
  local new
  # Without indentation a fifth smaller.
  new=$(for name in "${@:2}"; do cat "$name.css"; done | sed 's/^[[:space:]]*//')
  # Written only when it differs: a watcher would otherwise build for ever.
  [ -f "$1" ] && [ "$new" = "$(cat "$1")" ] || printf '%s\n' "$new" >"$1"
}
rest=$(for file in *.css; do
  name=${file%.css}
  case " $first index rest " in *" $name "*) ;; *) echo "$name" ;; esac
done)
# shellcheck disable=SC2086 # names without spaces
join index.css $first
# shellcheck disable=SC2086
join rest.css $rest

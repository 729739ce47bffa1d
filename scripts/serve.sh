#!/usr/bin/env bash
# Serves dist/ at http://127.0.0.1:8080/ until interrupted.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
port=${PORT:-8080}
echo "· Serving at http://127.0.0.1:$port/ (Ctrl+C ends it)" >&2
if command -v python3 >/dev/null; then
  exec python3 -m http.server --bind 127.0.0.1 --directory dist "$port"
fi
# Trunk is there, since it built the app; with nothing to watch it only serves.
exec trunk serve --release --port "$port" --address 127.0.0.1

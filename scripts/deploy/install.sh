#!/bin/sh
# Installs speechrag into a folder of its own, which may then be read-only: the Dockerfile runs it,
# and so can anybody, without being root, for systemd or for a machine of many.
#
#   scripts/deploy/install.sh FOLDER      for example /opt/speechrag; FOLDER/bin/speechrag runs it
#
# Packages: those of scripts/requirements-service.lock, with their hashes; no torch. Needs the network
# once. SPEECHRAG_PYTHON names the Python to use (default: python3).
set -eu

[ $# = 1 ] || { echo "usage: scripts/deploy/install.sh FOLDER" >&2; exit 2; }
folder=$1
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
python=${SPEECHRAG_PYTHON:-python3}
unset PYTHONHOME PYTHONPATH
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# pip stays outside: what serves cannot install anything.
"$python" -m venv "$work/pip"
"$python" -m venv --without-pip --clear "$folder"
install() { "$work/pip/bin/python" -m pip --python "$folder/bin/python" install --quiet "$@"; }
install --require-hashes --requirement "$root/scripts/requirements-service.lock"
# Of a copy: building leaves nothing in the checkout.
mkdir "$work/source"
cp -R "$root/pyproject.toml" "$root/README.md" "$root/LICENSE" "$root/rag" "$work/source"
install --no-deps "$work/source"
cp "$root/scripts/upkeep/rebuild.py" "$folder/bin/speechrag-rebuild.py"
cp "$root/scripts/deploy/healthy.py" "$folder/bin/speechrag-healthy.py"
"$folder/bin/speechrag" --version

#!/bin/sh
# The smallest check before work is shared: imports, house rules and the quick unit tests, within seconds.
set -e
cd "$(dirname "$0")/.."
python=.venv/bin/python
$python -c 'import perdure; import perdure.testing'
exec $python -m pytest -q -x -p no:cacheprovider -m "not slow" tests --ignore=tests/conformance --ignore=tests/kills

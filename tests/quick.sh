#!/bin/sh
# The smallest check before work is shared: imports, house rules and the quick unit tests, within seconds.
set -e
cd "$(dirname "$0")/.."
python=.venv/bin/python
# An editable install made before a package had its first file knows that package as a namespace only: install anew.
(cd / && "$OLDPWD/$python" -c 'import perdure; perdure.__version__' 2>/dev/null) || .venv/bin/pip install -q --no-deps -e .
$python -c 'import perdure; import perdure.testing'
exec $python -m pytest -q -x -p no:cacheprovider -m "not slow" tests --ignore=tests/conformance --ignore=tests/kills

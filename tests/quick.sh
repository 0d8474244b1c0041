#!/bin/sh
# The smallest check before work is shared: imports, house rules, the case runner, within seconds.
set -e
cd "$(dirname "$0")/.."
python=.venv/bin/python
# An editable install made before a package had its first file knows that package as a namespace only: install anew.
(cd / && "$OLDPWD/$python" -c 'import perdure; perdure.__version__' 2>/dev/null) || .venv/bin/pip install -q --no-deps -e .
$python -c 'import perdure; import perdure.testing'
exec $python -m pytest -q -x -p no:cacheprovider -m "not slow" tests/test_layout.py tests/testing tests/runtime/test_cmdlet_index.py

"""A start imports little: what a script does not need costs it nothing."""

import subprocess
import sys

HEAVY = (
    "lark",
    "asyncio",
    "sqlite3",
    "inspect",
    "dataclasses",
    "regex",
    "pickle",
    "argparse",
    "multiprocessing",
    "ssl",
    "zoneinfo",
)


def test_a_small_script_imports_nothing_heavy() -> None:
    text = f"""\
import sys, os
real = os._exit
def leave(status):
    sys.stdout.flush()
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr, flush=True)
    real(status)
os._exit = leave
sys.argv = ["perdure", "-c", "'x'"]
from perdure.__main__ import main
main()
leave(0)
"""
    shown = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=60)
    assert (shown.stdout, shown.stderr.strip()) == ("x\n", "[]")

"""Prints our share of PowerShell's time for every script of this folder; README.md tells the measure.

python bench/run.py [NAME ...] [--rounds N]
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMEOUT_S = 300


def table(name: str) -> dict[str, str]:
    """Gives the rows of a two-column file, without its head."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {row[0]: row[1] for row in rows}


def command() -> list[str]:
    """Gives what a user would type."""
    installed = Path(sys.executable).with_name("perdure")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "perdure"]


def timed(arguments: list[str], environment: dict[str, str], cwd: str) -> tuple[float, str, int]:
    """Runs a process and gives its seconds, its output and its exit status."""
    began = time.perf_counter()
    try:
        done = subprocess.run(
            arguments,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return float(TIMEOUT_S), "timed out", 1
    return time.perf_counter() - began, done.stdout + done.stderr, done.returncode


def measure(script: Path, rounds: int, environment: dict[str, str]) -> tuple[float, float, str]:
    """Gives the best of our times, the best of the yardstick's, and what the script printed."""
    ours, yardstick, shown = math.inf, math.inf, ""
    with tempfile.TemporaryDirectory() as cwd:
        for _ in range(rounds):
            yardstick = min(yardstick, timed([sys.executable, str(HERE / "yardstick.py")], environment, cwd)[0])
            took, shown, status = timed([*command(), str(script)], environment, cwd)
            if status:
                return math.inf, yardstick, shown
            ours = min(ours, took)
    return ours, yardstick, shown


def main() -> int:
    """Measures and prints; exit status 1 where a script printed something else than it must."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="a part of a script's name")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only-scripts", action="store_true", help="leave out parser and checkpoint")
    told = parser.parse_args()
    reference, expected = table("reference.tsv"), table("expected.tsv")
    shares, wrong = [], []
    print(f"{'script':28} {'ours':>8} {'yardstick':>10} {'PowerShell':>11} {'share':>7}")
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "PERDURE_STORE": str(Path(state, "store.db"))}
        for name in sorted(reference):
            if told.names and not any(part in name for part in told.names):
                continue
            ours, yardstick, shown = measure(HERE / name, told.rounds, environment)
            if shown.split("\n")[:-1] != expected[name].split("|"):
                wrong.append(name)
                first = shown.strip().split("\n")[0][:80]
                print(f"{name:28} {'-':>8} {yardstick:9.3f}s {'':11} {'-':>7}  not right: {first}", flush=True)
                continue
            share = ours / yardstick / float(reference[name])
            shares.append((share, name))
            pwsh = yardstick * float(reference[name])
            print(f"{name:28} {ours:7.3f}s {yardstick:9.3f}s {pwsh:10.3f}s {share:7.2f}", flush=True)
    if shares:
        mean = math.exp(sum(math.log(share) for share, _ in shares) / len(shares))
        print(
            f"{len(shares)} of {len(shares) + len(wrong)} scripts run right; geometric mean {mean:.2f}, worst {max(shares)[0]:.2f} ({max(shares)[1]})"
        )
    if not told.names and not told.only_scripts:
        for other in ("parse.py", "checkpoint.py"):
            print(flush=True)
            subprocess.run([sys.executable, str(HERE / other)], check=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""Throws random text at the parser and random scripts at the interpreter.

    python -m tests.fuzz [--seconds N] [--seed N] [--only parse|run]        (`make fuzz SECONDS=N`)

Any text parses or raises ParseError; any script that parses ends in output or script errors. What breaks that is written to
build/fuzz-SEED.ps1 and its seed is printed; `--seed` tries one again. Three tenths of the time are the parser's.
Suspects are Python exceptions that became script errors and look like faults of perdure: they are counted by place.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import perdure
from tests.fuzz.running import ANSWER_S, Runner
from tests.fuzz.texts import text_of
from tests.fuzz.worker import script_of

ROOT = Path(__file__).resolve().parents[2]
TOO_SLOW_S = 5.0
PARSER_SHARE = 0.3
FAILURES_MAX = 20
BAD = ("escaped", "crash", "stuck")


class TooSlow(Exception):
    """The parser took too long for a text of a few hundred lines."""


def too_slow(*_: object) -> None:
    """Ends a parse that does not end."""
    raise TooSlow


def main() -> int:
    """Tries both until the time is over; exit status 1 where something escaped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="try this one only")
    parser.add_argument("--first", type=int, default=None, help="the first seed; without it a random one")
    parser.add_argument("--only", choices=("parse", "run"), default=None)
    told = parser.parse_args()
    first = told.seed if told.seed is not None else told.first if told.first is not None else random.randrange(10**9)
    count = 1 if told.seed is not None else sys.maxsize
    failed = 0
    if told.only != "run":
        failed += parsing(first, count, told.seconds * (1 if told.only else PARSER_SHARE))
    if told.only != "parse":
        failed += running(first, count, told.seconds * (1 if told.only else 1 - PARSER_SHARE))
    return 1 if failed else 0


def parsing(first: int, count: int, seconds: float) -> int:
    """Parses texts; gives the number of failures."""
    signal.signal(signal.SIGALRM, too_slow)
    until, tried, refused, failed = time.monotonic() + seconds, 0, 0, 0
    while tried < count and time.monotonic() < until and failed < FAILURES_MAX:
        seed = first + tried
        text = text_of(seed)
        signal.setitimer(signal.ITIMER_REAL, TOO_SLOW_S)
        try:
            perdure.parse(text)
        except perdure.ParseError as error:
            refused += 1
            if not error.errors:
                failed += tell("parse", seed, text, "a ParseError without errors")
        except Exception:
            failed += tell("parse", seed, text, traceback.format_exc(limit=-3))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        tried += 1
    print(f"parser: {tried} texts, {refused} refused, {failed} failures; seeds from {first}", flush=True)
    return failed


def running(first: int, count: int, seconds: float) -> int:
    """Runs scripts in a worker; gives the number of failures."""
    runner = Runner()
    until, tried, failed = time.monotonic() + seconds, 0, 0
    ends: Counter[str] = Counter()
    suspects: Counter[str] = Counter()
    example: dict[str, int] = {}
    try:
        while tried < count and time.monotonic() < until and failed < FAILURES_MAX:
            seed = first + tried
            answer = runner.run(seed)
            tried += 1
            ends[answer["outcome"]] += 1
            ends["not stopped in time"] += answer["hung"]
            for suspect in answer["suspects"]:
                suspects[suspect] += 1
                example.setdefault(suspect, seed)
            if answer["outcome"] in BAD:
                what = f"{answer['outcome']}: {answer['fault']}"
                failed += tell(
                    "run", seed, script_of(seed), what if answer["outcome"] != "stuck" else f"no end in {ANSWER_S} s"
                )
            elif answer["hung"]:
                tell("run", seed, script_of(seed), "did not stop in time (no failure: the process lives on)")
    finally:
        runner.stop()
    shown = ", ".join([f"{n} {name}" for name, n in sorted(ends.items()) if n])
    print(f"scripts: {tried} run ({shown}), {failed} failures; seeds from {first}", flush=True)
    for suspect, n in suspects.most_common():
        print(f"   suspect {n} x, --only run --seed {example[suspect]}: {suspect}", flush=True)
    return failed


def tell(half: str, seed: int, text: str, what: str) -> int:
    """Reports a failing text and keeps it."""
    path = ROOT / "build" / f"fuzz-{seed}.ps1"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    print(f"--only {half} --seed {seed}: {what.strip()}\n   text in {path.relative_to(ROOT)}", flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())

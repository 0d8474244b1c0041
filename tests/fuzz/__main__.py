"""Throws random text at the parser: any text parses to a tree or raises ParseError, and nothing else escapes.

    python -m tests.fuzz [--seconds N] [--seed N]        (`make fuzz`)

The texts are the conformance cases, cut, joined, doubled and sprinkled with what is dear to PowerShell's lexer. A failing
text is written to build/fuzz-SEED.ps1 and its seed is printed.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from pathlib import Path

import perdure
from perdure.runtime.testing.cases import case_files, read_cases

ROOT = Path(__file__).resolve().parents[2]
SPICE = [
    *"{}()[]@$%&|;,.`'\"#<>-+*/!?=:~^\\\r\n\t \0\ufeff\u2013\u2018\u201c",
    "@'\n", "\n'@", '@"\n', '\n"@', "$(", "@(", "@{", "${", "<#", "#>", "--%", "::", "..", "??", "?.", "&&", "||", "2>&1",
    "workflow w {", "parallel {", "sequence {", "foreach -parallel ($i in 1) {", "inlinescript {", "class C {", "enum E {",
    "param(", "function f {", "switch (1) {", "try {", "} catch {", "trap {", "data {", "begin {", "using module x\n",
    "if (", "else", "while (1) {", ":label ", "1e", "0x", "1kb", "-eq ", "-f ", "$_", "[int]", "-not ", "%", "return", "0b1",
]  # fmt: skip
TOO_SLOW_S = 5.0


class TooSlow(Exception):
    """The parser took too long for a text of a few hundred lines."""


def too_slow(*_: object) -> None:
    """Ends a parse that does not end."""
    raise TooSlow


def spoil(text: str, others: list[str], chance: random.Random) -> str:
    """Gives a text with a few wounds."""
    for _ in range(chance.randint(1, 5)):
        at, kind = chance.randint(0, len(text)), chance.randint(0, 5)
        end = min(len(text), at + chance.randint(1, 40))
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + chance.choice(SPICE) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at:end] * 2 + text[end:]
        elif kind == 3:
            text = text[:at]
        elif kind == 4:
            other = chance.choice(others)
            text = text[:at] + other[chance.randint(0, len(other)) :]
        else:
            text = text[:at] + "".join(chance.choice(SPICE) for _ in range(chance.randint(1, 8))) + text[at:]
    return text


def main() -> int:
    """Tries texts until the time is over; exit status 1 where something else than ParseError came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="try this one text only")
    told = parser.parse_args()
    signal.signal(signal.SIGALRM, too_slow)
    scripts = [case.processes[0].script for path in case_files(ROOT / "tests/conformance") for case in read_cases(path)]
    scripts = [script for script in scripts if script]
    first = told.seed if told.seed is not None else random.randrange(10**9)
    until, tried, refused, failed = time.monotonic() + told.seconds, 0, 0, 0
    while (tried == 0 or told.seed is None) and time.monotonic() < until and failed < 10:
        seed = first + tried
        chance = random.Random(seed)
        text = spoil(chance.choice(scripts), scripts, chance)
        signal.setitimer(signal.ITIMER_REAL, TOO_SLOW_S)
        try:
            perdure.parse(text)
        except perdure.ParseError as error:
            refused += 1
            if not error.errors:
                failed += tell(seed, text, "a ParseError without errors")
        except Exception:
            failed += tell(seed, text, traceback.format_exc(limit=-3))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        tried += 1
    print(f"{tried} texts, {refused} refused, {failed} failures; seeds from {first}")
    return 1 if failed else 0


def tell(seed: int, text: str, what: str) -> int:
    """Reports a failing text and keeps it."""
    path = ROOT / "build" / f"fuzz-{seed}.ps1"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    print(f"--seed {seed}: {what.strip()}\n   text in {path.relative_to(ROOT)}", flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())

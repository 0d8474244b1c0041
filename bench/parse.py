"""Measures the parser: 10,000 tokens of varied PowerShell, with an empty cache and from the cache, beside the yardstick.

The text is made of the conformance cases. Each figure is the best of five processes; the clock starts after the import.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "tests" / "conformance"
TOKENS = 10_000
ROUNDS = 5

MEASURED = """
import json, pathlib, sys, time
import perdure
parse = perdure.parse
began = time.perf_counter()
parse(pathlib.Path(sys.argv[1]))
first = time.perf_counter() - began
print(json.dumps({"seconds": first}))
"""


def make_text() -> tuple[str, int]:
    """Gives a text of about TOKENS tokens, made of cases that parse by themselves, and how many tokens it has."""
    import perdure
    from perdure.grammar.lexer import Lexer
    from perdure.grammar.parser import Parser
    from perdure.runtime.testing.cases import case_files, read_cases

    class Counting(Lexer):
        """Counts what it gives."""

        __slots__ = ("count",)

        def next(self, state):  # type: ignore[no-untyped-def]
            self.count = getattr(self, "count", 0) + 1
            return super().next(state)

    def tokens(text: str) -> int:
        lexer = Counting(text)
        Parser(lexer).run()
        return lexer.count

    scripts = []
    for path in case_files(CASES):
        for case in read_cases(path)[::7]:
            text = case.processes[0].script
            if text and not any(
                word in text.lower() for word in ("using ", "class ", "enum ", "#requires", "param(", "param (")
            ):
                scripts.append(text)
    text, count = "", 0
    for script in scripts[:: max(1, len(scripts) // 300)] + scripts[1::2]:
        try:
            perdure.parse(script)
            perdure.parse(text + script)
        except perdure.ParseError:
            continue
        text += script
        count = tokens(text)
        if count >= TOKENS:
            break
    return text, count


def best(path: Path, environment: dict[str, str], fresh: bool) -> float:
    """Gives the least time of several processes; each has a cache folder of its own where it must be `fresh`."""
    least = float("inf")
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as empty:
            here = {**environment, "XDG_CACHE_HOME": empty} if fresh else environment
            shown = subprocess.run(
                [sys.executable, "-c", MEASURED, str(path)], env=here, capture_output=True, text=True, check=True
            )
        least = min(least, json.loads(shown.stdout)["seconds"])
    return least


def yardstick() -> float:
    """Gives the least time of the yardstick."""
    least = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, str(HERE / "yardstick.py")], check=True, capture_output=True)
        least = min(least, time.perf_counter() - began)
    return least


def main() -> int:
    """Prints three figures; exit status 1 where one is above its bound."""
    text, count = make_text()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.ps1")
        path.write_text(text, encoding="utf-8")
        measure = yardstick()
        fresh = best(path, dict(os.environ), True)
        kept = {**os.environ, "XDG_CACHE_HOME": str(Path(folder, "cache"))}
        best(path, kept, False)
        cached = best(path, kept, False)
    print(f"parse: {count} tokens, {len(text)} characters; yardstick {measure:.3f} s")
    print(
        f"  empty cache   {fresh:.3f} s   {fresh / measure * TOKENS / count:5.2f} yardsticks for {TOKENS} tokens (at most 1)"
    )
    print(
        f"  from cache    {cached:.3f} s   {cached / measure * TOKENS / count:5.2f} yardsticks for {TOKENS} tokens (at most 0.1)"
    )
    return 0 if fresh / measure <= 1 and cached / measure <= 0.1 else 1


if __name__ == "__main__":
    sys.exit(main())

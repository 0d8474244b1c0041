"""Shows where a script's time goes, by line: python bench/profile_lines.py [--functions] [--lines N] FILE [ARGUMENT ...]

A thread looks a thousand times a second at what every other thread is doing. `self` is the time in which a line itself was at
work, `total` the time in which it or what it called was; both are samples taken as milliseconds. Generated functions tell
their lines as closures do. `--functions`: perdure's own functions instead, by cProfile.
"""

import argparse
import cProfile
import pstats
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import perdure
from perdure.interpreter.generated.statements import TICKS
from perdure.runtime import embed

EVERY_S = 0.001
TEXT_WIDTH = 90

Place = tuple[str, int]  # file, line


class Sampler(threading.Thread):
    """Counts, for each line, the samples in which it was innermost, and those in which it was on the stack."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.own: Counter[Place] = Counter()
        self.total: Counter[Place] = Counter()
        self.texts: dict[str, Any] = {}
        self.samples = 0
        self.over = threading.Event()

    def run(self) -> None:
        began = time.perf_counter()
        while not self.over.wait(EVERY_S):
            now = time.perf_counter()
            weight, began = max(1, round((now - began) / EVERY_S)), now  # a busy machine wakes us late
            for ident, frame in sys._current_frames().items():
                if ident != self.ident:
                    self.look(frame, weight)

    def look(self, frame: FrameType | None, weight: int) -> None:
        """Takes one thread's stack, innermost frame first."""
        seen: list[Place] = []
        while frame is not None:
            place = self.place(frame)
            if place is not None:
                seen.append(place)
            frame = frame.f_back
        if seen:
            self.samples += weight
            self.own[seen[0]] += weight
            for place in set(seen):
                self.total[place] += weight

    def place(self, frame: FrameType) -> Place | None:
        """Gives the script's line at which a frame of ours stands; None for a frame that runs no statements."""
        code = frame.f_code
        if code.co_filename == "<generated>":
            source, places = frame.f_globals["PLACES"]
            line = frame.f_lineno or 0
            span = next((span for first, span in reversed(places) if first <= line), None)
        elif code.co_filename.endswith(("compile/blocks.py", "compile/trying.py")) and code.co_name in STATEMENTS:
            held = frame.f_locals
            source, span = held.get("source"), STATEMENTS[code.co_name](held)
        else:
            return None
        if source is None or span is None:
            return None
        name = source.path or "<text>"
        self.texts.setdefault(name, source)
        return name, source.line_column(span.start)[0]


def tick() -> None:
    """Gives the sampler its turn at the end of each statement of a generated function."""


def several(held: dict[str, Any]) -> Any:
    """Gives the span of the statement at which a sequence's closure is."""
    spans, i = held.get("spans"), held.get("i", 0)
    return spans[i - 1] if spans and 0 < i <= len(spans) else None


def trapped(held: dict[str, Any]) -> Any:
    spans, i = held.get("spans"), held.get("i")
    return spans[i] if spans and i is not None and "traps" in held else None


# the closures that run statements -> where each keeps its place
STATEMENTS = {"run": several, "run_one": lambda held: held.get("span"), "code": trapped}


def table(sampler: Sampler, seconds: float, lines: int) -> None:
    """Prints the lines that took most, the most expensive first."""
    print(f"\n{seconds:.2f} s, {sampler.samples} samples of {EVERY_S * 1000:g} ms\n")
    print(f"{'self ms':>8} {'share':>6} {'total ms':>9}  line")
    for place, own in sorted(sampler.own.items(), key=lambda item: -item[1])[:lines]:
        name, number = place
        text = sampler.texts[name].line_text(number).strip()
        shown = text if len(text) <= TEXT_WIDTH else text[: TEXT_WIDTH - 1] + "…"
        where = f"{Path(name).name}:{number}"
        print(f"{own:8} {own / max(sampler.samples, 1):6.1%} {sampler.total[place]:9}  {where:16} {shown}")


def by_line(script: Path, arguments: list[str], lines: int) -> None:
    sampler = Sampler()
    TICKS.append(tick)
    before = sys.getswitchinterval()
    sys.setswitchinterval(EVERY_S / 2)
    sampler.start()
    began = time.perf_counter()
    result = perdure.run(script, args=arguments)
    seconds = time.perf_counter() - began
    sampler.over.set()
    sampler.join()
    sys.setswitchinterval(before)
    sys.stdout.write(result.text)
    table(sampler, seconds, lines)


def by_function(script: Path, arguments: list[str], lines: int) -> None:
    profile, run_tree = cProfile.Profile(), embed.run_tree

    def profiled(*given: Any, **named: Any) -> None:
        profile.runcall(run_tree, *given, **named)

    embed.run_tree = profiled
    sys.stdout.write(perdure.run(script, args=arguments).text)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", action="store_true", help="perdure's functions instead of the script's lines")
    parser.add_argument("--lines", type=int, default=40, help="how many are shown")
    parser.add_argument("script", type=Path)
    parser.add_argument("arguments", nargs="*")
    told = parser.parse_args()
    (by_function if told.functions else by_line)(told.script, told.arguments, told.lines)


if __name__ == "__main__":
    main()

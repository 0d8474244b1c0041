"""`python -m perdure.runtime.testing PATH ...`: runs cases without pytest, for the day's work.

PATH                      a folder, a file, or FILE::CASE (any of them may be abbreviated: a part of the name will do)
PATH -k WORD              only cases whose id holds WORD
FILE::CASE                one case: script, expected and actual
--groups                  failures grouped by their first differing line
--failed / --passed       the ids
--shrink                  takes what passes out of known_failures.txt;   --create makes that list at first
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from perdure.runtime.testing import known
from perdure.runtime.testing.cases import Case, case_files, read_cases
from perdure.runtime.testing.outcome import Outcome
from perdure.runtime.testing.pool import Options, Pool
from perdure.runtime.testing.report import explain, figures, full, groups


def main(arguments: list[str] | None = None) -> int:
    """Runs the cases that the arguments name; exit status 1 where one fails."""
    parser = argparse.ArgumentParser(prog="python -m perdure.runtime.testing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="+")
    parser.add_argument("-k", default="", metavar="WORD")
    parser.add_argument("-j", type=int, default=0, metavar="N", help="cases at once (default: one for each processor)")
    for flag in ("groups", "failed", "passed", "full", "diff", "shrink", "create", "cold"):
        parser.add_argument(f"--{flag}", action="store_true")
    parser.add_argument("--slow", type=int, default=0, metavar="N", help="the N cases that took longest")
    parser.add_argument("--checkpoint-mode", choices=("never", "marks", "every"))
    parser.add_argument(
        "--generated", choices=("never", "hot", "soon", "always"), help="bodies that run as generated functions"
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=10.0,
        metavar="S",
        help="of a plain case (default: 10 s); a process may take twice as long",
    )
    told = parser.parse_args(arguments)
    cases = [case for path in told.paths for case in find(path) if told.k in case.id]
    if not cases:
        parser.error("no such case")
    outcomes = run(
        cases, Options(told.checkpoint_mode, told.cold, told.j, told.timeout, 2 * told.timeout, told.generated)
    )
    one = len(cases) == 1
    _print(outcomes, told, one)
    for line in figures(outcomes, Path.cwd()):
        print(line)
    _keep_lists(outcomes, told.shrink, told.create)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def find(path: str) -> Iterator[Case]:
    """Gives the cases of a folder, a file, or `FILE::NAME`, where NAME may be the beginning of a name."""
    file, _, name = path.partition("::")
    for candidate in case_files(Path(file).resolve()):
        cases = read_cases(candidate)
        exact = [case for case in cases if case.name == name]
        yield from exact or [case for case in cases if case.name.startswith(name)]


def run(cases: list[Case], options: Options) -> list[Outcome]:
    """Runs the cases side by side, telling how far it is on a terminal."""
    pool = Pool(options)
    outcomes: list[Outcome] = []
    try:
        for future in pool.run(cases):
            outcomes.append(future.result())
            if sys.stderr.isatty() and len(outcomes) % 10 == 0:
                print(f"\r{len(outcomes)} of {len(cases)}", end="", file=sys.stderr)
    finally:
        pool.close()
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    return outcomes


def _print(outcomes: list[Outcome], told: argparse.Namespace, one: bool) -> None:
    for outcome in outcomes:
        if (told.failed and not outcome.passed) or (told.passed and outcome.passed):
            print(outcome.case.id)
        if one or (told.full and not outcome.passed):
            print("\n".join(full(outcome)), end="\n\n")
        elif told.diff and not outcome.passed:
            print("\n".join([outcome.case.id, *explain(outcome)]), end="\n\n")
    if told.groups:
        print("\n".join(groups(outcomes)))
    for outcome in sorted(outcomes, key=lambda outcome: -outcome.elapsed_s)[: told.slow]:
        print(f"{outcome.elapsed_s:7.2f} s  {outcome.case.id}")


def _keep_lists(outcomes: list[Outcome], shrink: bool, create: bool) -> None:
    for path in {known.list_for(outcome.case) for outcome in outcomes}:
        here = [outcome for outcome in outcomes if known.list_for(outcome.case) == path]
        if create:
            known.create(path, [outcome.case.id for outcome in here if not outcome.passed])
        elif shrink and path.exists():
            gone = known.shrink(path, {outcome.case.id for outcome in here if outcome.passed})
            print(f"{path.name}: {gone} lines fewer")


if __name__ == "__main__":
    sys.exit(main())

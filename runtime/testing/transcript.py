"""Compares what a case showed with what it must show, stream by stream, exactly.

A transcript is a dict from a stream's name to its lines. Knows nothing of files or processes.
"""

from collections import Counter
from collections.abc import Sequence

import attrs

from perdure.runtime.testing.cases import Expected, Process

Transcript = dict[str, list[str]]


@attrs.frozen
class Difference:
    """One stream of one process that is not as it must be."""

    process: int
    stream: str
    expected: list[str]
    actual: list[str]

    def first_line(self) -> str:
        """Gives the first line that differs, for grouping failures: `out: - expected | + actual`."""
        for i in range(max(len(self.expected), len(self.actual))):
            wanted = self.expected[i] if i < len(self.expected) else "(no line)"
            got = self.actual[i] if i < len(self.actual) else "(no line)"
            if wanted != got:
                return f"{self.stream}: - {wanted} | + {got}"
        return f"{self.stream}: differs"


def reason_of(differences: Sequence[Difference]) -> str:
    """Gives one line that says why a case fails: an error that nobody expected before all else, since the rest follows."""
    for difference in differences:
        if difference.stream in ("error", "throw", "err"):
            for line in difference.actual:
                if line.startswith("Traceback"):
                    line = difference.actual[-1]
                if not any(wanted and wanted in line for wanted in difference.expected):
                    wanted = next((w for w in difference.expected if w not in difference.actual), None)
                    return f"{difference.stream}: + {line}" + (f" | - {wanted}" if wanted is not None else "")
    return differences[0].first_line()


def compress_types(names: list[str]) -> str:
    """Gives type names as the files write them: three in a row are `Name*3`."""
    runs: list[tuple[str, int]] = []
    for name in names:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + 1)
        else:
            runs.append((name, 1))
    return " ".join(name if count == 1 else f"{name}*{count}" for name, count in runs)


def expand_types(text: str) -> list[str]:
    """Gives one name for each object, from the text of a `types` line."""
    names: list[str] = []
    for word in text.split():
        name, star, count = word.rpartition("*")
        names += [name] * int(count) if star and count.isdigit() else [word]
    return names


def compare_plain(process: Process, actual: Transcript) -> list[Difference]:
    """Compares every stream of a plain case; the types as one list of names."""
    expected = _by_stream(process.expected)
    if "types" in expected:
        expected["types"] = [name for line in expected["types"] for name in expand_types(line)]
    return _compare_all(0, expected, actual)


def compare_cli(index: int, process: Process, actual: Transcript) -> list[Difference]:
    """Compares standard output (`any` lines in free order), standard error and exit status of one run."""
    differences = _compare_all(index, _by_stream(process.expected), actual)
    if any(one.free for one in process.expected):
        wanted = [one for one in process.expected if one.stream == "out"]
        if _matches_out(wanted, actual.get("out", [])):
            differences = [difference for difference in differences if difference.stream != "out"]
    return differences


def compare_process(index: int, process: Process, actual: Transcript) -> list[Difference]:
    """Compares one process of a program: `any` lines in free order, `error` lines as parts of the messages."""
    differences = []
    wanted_out = [e for e in process.expected if e.stream == "out"]
    if not _matches_out(wanted_out, actual.get("out", [])):
        differences.append(Difference(index, "out", [e.text for e in wanted_out], actual.get("out", [])))
    wanted = [e.text for e in process.expected if e.stream == "error"]
    if not _matches_errors(wanted, actual.get("error", [])):
        differences.append(Difference(index, "error", wanted, actual.get("error", [])))
    for stream in ("killed", "lint"):
        wanted = [e.text for e in process.expected if e.stream == stream]
        if wanted != actual.get(stream, []):
            differences.append(Difference(index, stream, wanted, actual.get(stream, [])))
    return differences


def _by_stream(expected: tuple[Expected, ...]) -> Transcript:
    streams: Transcript = {}
    for one in expected:
        streams.setdefault(one.stream, []).append(one.text)
    return streams


def _compare_all(index: int, expected: Transcript, actual: Transcript) -> list[Difference]:
    differences = []
    for stream in dict.fromkeys([*expected, *actual]):
        wanted, got = expected.get(stream, []), actual.get(stream, [])
        if wanted != got:
            differences.append(Difference(index, stream, wanted, got))
    return differences


def _matches_out(expected: list[Expected], actual: list[str]) -> bool:
    if len(expected) != len(actual):
        return False
    start = 0
    while start < len(expected):
        end = start + 1
        while end < len(expected) and expected[start].free and expected[end].free:
            end += 1
        if Counter(e.text for e in expected[start:end]) != Counter(actual[start:end]):
            return False
        start = end
    return True


def _matches_errors(expected: list[str], actual: list[str]) -> bool:
    """One rendered record for each line, in order, each with that text in it."""
    return len(expected) == len(actual) and all(part in text for part, text in zip(expected, actual, strict=True))

"""Reads case files: plain transcripts, whole programs of one or more processes, and command-line cases.

Knows the three formats and nothing of how a case is run or compared.
"""

import re
from pathlib import Path

import attrs

PLAIN_STREAMS = ("types", "out", "host", "warn", "verbose", "debug", "error", "throw")
PROCESS_STREAMS = ("out", "error", "lint", "killed")
CLI_STREAMS = ("out", "err", "exit")

_EXPECTED = re.compile(r"#= ([a-z]+)(?:: ?(.*))?$")
_ONLY_PROCESSES_SAY = re.compile(r"^(#: (process|kill-when|basis)\b|#= (killed|any|lint)\b)", re.MULTILINE)
_AS_PWSH = "-NoProfile -NonInteractive"
_CLI_PART = re.compile(r"#: (file|copy|stdin|run|perdure)(?: (.*))?$")


class CaseFileError(Exception):
    """Says which line of a case file cannot be understood."""


@attrs.frozen
class Expected:
    """One expectation: the stream, its text (right-trimmed), and whether its place among its neighbours is free."""

    stream: str
    text: str
    free: bool = False


@attrs.frozen
class KillWhen:
    """The moment at which a process is killed: `exists` a file, or a file has so many `lines`."""

    file: str
    lines: int | None


@attrs.frozen
class Process:
    """One process of a case: its script or arguments, when it is killed, and what it must show.

    `arguments` is a command line behind `perdure`, split by the rules of a POSIX shell.
    """

    script: str
    expected: tuple[Expected, ...]
    kill_when: KillWhen | None = None
    arguments: str = ""


@attrs.frozen
class Case:
    """One case: `kind` is plain, processes or cli; a plain case has exactly one process.

    `files`, `copies` (folders whose contents are copied, from the case file's folder) and `stdin` exist in command-line cases
    only.
    """

    kind: str
    path: Path
    name: str
    line: int
    processes: tuple[Process, ...]
    files: tuple[tuple[str, str], ...] = ()
    copies: tuple[str, ...] = ()
    stdin: str | None = None

    @property
    def id(self) -> str:
        """Gives `folder/file::name`, the name that is the same wherever the folder stands."""
        return f"{self.path.parent.name}/{self.path.name}::{self.name}"


def is_case_file(path: Path) -> bool:
    """Tells whether a file holds cases, by its ending and its marks."""
    if path.suffix not in (".ps1", ".txt"):
        return False
    try:
        text = path.read_bytes()
    except OSError:
        return False
    marked = re.search(rb"^#: case ", text, re.MULTILINE) is not None
    return marked and (path.suffix == ".ps1" or re.search(rb"^#: (run|perdure)\b", text, re.MULTILINE) is not None)


def case_files(path: Path) -> list[Path]:
    """Gives the case files of a folder and the folders below it, or the file itself."""
    if path.is_dir():
        return [p for p in sorted(path.rglob("*")) if p.is_file() and is_case_file(p)]
    return [path] if is_case_file(path) else []


def read_cases(path: Path) -> list[Case]:
    """Reads all cases of a file, in order.

    Raises:
        CaseFileError: a line says something unknown, or a name is given twice.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        read = _read_cli_case
    elif "workflow" in path.parent.name or _ONLY_PROCESSES_SAY.search(text):
        read = _read_process_case
    else:
        read = _read_plain_case
    cases: list[Case] = []
    for line, name, lines in _blocks(text):
        try:
            cases.append(read(path, name, line, lines))
        except CaseFileError as fault:
            raise CaseFileError(f"{path}: case {name}: {fault}") from None
    names = [case.name for case in cases]
    for name in names:
        if names.count(name) > 1:
            raise CaseFileError(f"{path}: case {name}: named twice")
    return cases


def _blocks(text: str) -> list[tuple[int, str, list[str]]]:
    blocks: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#: case "):
            blocks.append((number, line[8:].strip(), []))
        elif blocks:
            blocks[-1][2].append(line)
    return blocks


def _script(lines: list[str]) -> str:
    text = "\n".join(lines).rstrip("\n ")
    return text + "\n" if text else ""


def _expectations(lines: list[str], streams: tuple[str, ...]) -> tuple[Expected, ...]:
    expected = []
    for line in lines:
        told = _EXPECTED.match(line)
        if not told:
            raise CaseFileError(f"not an expectation: {line}")
        stream, free = told[1], told[1] == "any"
        if stream == "nothing":
            continue
        stream = "out" if free else stream
        if stream not in streams:
            raise CaseFileError(f"unknown stream: {line}")
        expected.append(Expected(stream, (told[2] or "").rstrip(), free))
    return tuple(expected)


def _split(lines: list[str], marks: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Parts the lines of one process into marks, script and expectations."""
    told = [line for line in lines if line.startswith("#= ")]
    found = [line for line in lines if line.startswith(marks)] if marks else []
    script = [line for line in lines if line not in found and not line.startswith("#= ")]
    return found, script, told


def _read_plain_case(path: Path, name: str, line: int, lines: list[str]) -> Case:
    _, script, told = _split(lines, ())
    return Case("plain", path, name, line, (Process(_script(script), _expectations(told, PLAIN_STREAMS)),))


def _read_process_case(path: Path, name: str, line: int, lines: list[str]) -> Case:
    parts: list[list[str]] = [[]]
    for text in lines:
        if text.rstrip() == "#: process":
            parts.append([])
        else:
            parts[-1].append(text)
    processes = []
    for part in parts:
        marks, script, told = _split(part, ("#: kill-when ", "#: basis"))
        kill = [_kill_when(mark) for mark in marks if mark.startswith("#: kill-when")]
        expected = _expectations(told, PROCESS_STREAMS)
        processes.append(Process(_script(script), expected, kill[0] if kill else None))
    return Case("processes", path, name, line, tuple(processes))


def _kill_when(mark: str) -> KillWhen:
    words = mark.split()[2:]
    if len(words) == 2 and words[0] == "exists":
        return KillWhen(words[1], None)
    if len(words) == 3 and words[0] == "lines" and words[2].isdigit():
        return KillWhen(words[1], int(words[2]))
    raise CaseFileError(f"unknown moment: {mark}")


def _read_cli_case(path: Path, name: str, line: int, lines: list[str]) -> Case:
    parts: list[tuple[str, str, list[str]]] = []
    for text in lines:
        told = _CLI_PART.match(text)
        if told:
            parts.append((told[1], (told[2] or "").strip(), []))
        elif parts:
            parts[-1][2].append(text)
        elif text.strip():
            raise CaseFileError(f"text before its first part: {text}")
    files = tuple((argument, _file_text(body)) for kind, argument, body in parts if kind == "file")
    copies = tuple(argument for kind, argument, _ in parts if kind == "copy")
    stdin = [_file_text(body) for kind, _, body in parts if kind == "stdin"]
    processes = []
    for kind, argument, body in parts:
        if kind in ("run", "perdure"):
            told_lines = [text for text in body if text.startswith("#= ")]
            argument = f"{_AS_PWSH} {argument}" if kind == "run" else argument
            processes.append(Process("", _expectations(told_lines, CLI_STREAMS), arguments=argument))
    return Case("cli", path, name, line, tuple(processes), files, copies, stdin[-1] if stdin else None)


def _file_text(lines: list[str]) -> str:
    text = "\n".join(lines).rstrip("\n")
    return text + "\n" if text else ""

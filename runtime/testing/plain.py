"""Runs one plain case in this process, by the public interface alone, and tells what each stream showed.

Source: the transcripts' own description: a file `case.ps1` in `<root>`, an empty current directory `<cwd>`.
"""

from pathlib import Path
from typing import Any

import perdure
from perdure.runtime.testing.transcript import Transcript


def run_plain_case(script: str, root: Path, cwd: Path, timeout_s: float = 20) -> Transcript:
    """Runs a script in a fresh session and gives its transcript.

    Args:
        script: the text; it is written to `case.ps1` in `root`.
        root, cwd: existing folders; their paths read `<root>` and `<cwd>` in the transcript.
        timeout_s: seconds that the script may take.

    Returns:
        The streams that showed something, lines right-trimmed.
    """
    path = root / "case.ps1"
    path.write_text(script, encoding="utf-8")
    result = perdure.run(path, cwd=cwd, timeout_s=timeout_s)
    streams: Transcript = {
        "types": [_first_type(value) for value in result.output],
        "out": _out(result.output),
        "host": [_one_line(str(record.message)) for record in result.information],
        "warn": [_one_line(text) for text in result.warnings],
        "verbose": [_one_line(text) for text in result.verbose],
        "debug": [_one_line(text) for text in result.debug],
        "error": [_record(error) for error in result.errors],
        "throw": [_record(error) for error in result.parse_errors or ([result.error] if result.error else [])],
    }
    names = (("<root>", str(root)), ("<cwd>", str(cwd)))
    return {stream: [_placed(line, names) for line in lines] for stream, lines in streams.items() if lines}


def _out(values: list[Any]) -> list[str]:
    """Gives the success output as text; a fault of the formatter spoils this stream and no other."""
    if not values:
        return []
    try:
        return _lines(perdure.out_string(values, width=120))
    except Exception as fault:
        return [f"(the formatter failed: {type(fault).__name__}: {fault})"]


def _first_type(value: Any) -> str:
    names = perdure.type_names(value)
    return names[0] if names else "null"


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines  # objects without a text are one empty line


def _one_line(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _record(error: Any) -> str:
    return f"{error.fully_qualified_error_id} | {error.category} | {_one_line(error.message)}"


def _placed(line: str, names: tuple[tuple[str, str], ...]) -> str:
    for name, path in names:
        line = line.replace(path, name)
    return line.rstrip()

"""One remark about a stretch of a text, and the one way to show it: file:line:column, the line, carets.

Knows sources only. Serves the parser's errors, the checker and the command line.
"""

from typing import NamedTuple

from perdure.grammar.source import Source, Span

WIDTH = 120  # of the shown part of a line


class Diagnostic(NamedTuple):
    """`code`: PowerShell's error id; `message`: its text; `span`: where; `notes`: what to do about it."""

    code: str
    message: str
    span: Span
    notes: tuple[str, ...] = ()


def render(diagnostic: Diagnostic, source: Source) -> str:
    """Gives the lines that show a diagnostic: place and message, the source line, carets below it, what to do."""
    from perdure.grammar.hints import HINTS  # only shown errors need it

    start, end = diagnostic.span
    start = min(start, len(source.text))
    line, column = source.line_column(start)
    text = source.line_text(line)
    width = max(1, min(end, start - column + 1 + len(text)) - start)
    first = 0
    if column > WIDTH - 20:  # a long line: show the part around the place
        first = column - 60
    shown = text[first : first + WIDTH].expandtabs(1)
    carets = " " * (column - 1 - first) + "^" * min(width, max(1, len(shown) - (column - 1 - first)))
    place = f"{source.path or '<text>'}:{line}:{column}"
    message = diagnostic.message.replace("\n", " ")
    lines = [f"{place}: {message} ({diagnostic.code})", f"    {shown}", f"    {carets}"]
    notes = diagnostic.notes or ((HINTS[diagnostic.code],) if diagnostic.code in HINTS else ())
    lines.extend(f"    {note}" for note in notes)
    return "\n".join(lines)

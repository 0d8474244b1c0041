"""Where an error points, as text: `At FILE:3 char:5`, the line, and tildes below the place.

Serves InvocationInfo.PositionMessage and the views of errors. Source: conformance/statements/catch-error-record-members,
formatting/error-views.
"""

from typing import Any

LONGEST_LINE = 69  # characters of a line that are shown
BEFORE, AFTER = 12, 8  # characters kept around the place in a longer line
ELLIPSIS = "…"


def position_message(source: Any, span: Any) -> str:
    """Gives the message for a place in a Source; an empty one without a place."""
    if source is None or span is None:
        return ""
    line, column = source.line_column(span.start)
    last, end = source.line_column(max(span.end, span.start))
    head = f"At {source.path or 'line'}:{line} char:{column}\n+ "
    text = source.line_text(line).rstrip()
    if not text:
        return head
    before = column - 1
    length = end - column if last == line and end <= len(text) + 1 else len(text) - before
    shown, before, length = shorten(text, before, length)
    return f"{head}{shown}\n+ {' ' * before}{'~' * max(length, 1)}"


def shorten(text: str, before: int, length: int) -> tuple[str, int, int]:
    """Gives a line with its tabs widened, cut around a place where it is too long; and the place in it.

    Args:
        text: the line.
        before: characters in front of the place.
        length: characters of the place.
    """
    if "\t" in text:
        parts = [
            p.replace("\t", "    ") for p in (text[:before], text[before : before + length], text[before + length :])
        ]
        text, before, length = "".join(parts), len(parts[0]), len(parts[1])
    if len(text) <= LONGEST_LINE:
        return text, before, length
    behind = len(text) - length - before
    prefix, suffix = min(before, BEFORE), min(behind, AFTER)
    room = LONGEST_LINE - (prefix + length + suffix)
    if room <= 0:
        length = min(length, LONGEST_LINE - prefix)
        cut_behind = True
    else:
        grown = min(before - prefix, room)
        prefix += grown
        suffix += min(behind, room - grown)
        cut_behind = suffix < behind
    cut_before = prefix < before
    start = max(before - prefix, 0)
    text = text[start : start + LONGEST_LINE]
    before = min(before, prefix)
    length = min(length, LONGEST_LINE - before)
    if cut_before:
        text, before = f"{ELLIPSIS} {text}", before + 2
    return text + (f" {ELLIPSIS}" if cut_behind else ""), before, length

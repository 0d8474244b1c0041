"""Gives a table's columns their widths within a line: unsized ones share what is left, the last ones shrink or go.

Arithmetic only. -1 stands for a column that is not shown.
"""

SEPARATOR = 1  # cells between two columns
NARROWEST = 1  # cells of the narrowest column shown


def fit(widths: list[int], width: int) -> list[int]:
    """Gives the columns' final widths.

    Args:
        widths: wanted widths in cells; 0 = none wanted, the column takes a share of what is left.
        width: cells of a whole line.
    Returns: widths in cells; -1 = hidden, since there is no room.
    """
    made = list(widths)
    if all(w > 0 for w in made):
        if sum(made) + SEPARATOR * (len(made) - 1) <= width:
            return made
    else:
        open_columns = [i for i, w in enumerate(made) if w <= 0]
        for i in open_columns:
            made[i] = NARROWEST
        room = width - _total(made)
        if room >= 0:
            share, rest = divmod(room, len(open_columns))
            for n, i in enumerate(open_columns):
                made[i] += share + (1 if n < rest else 0)
            return made
    _trim(made, width)
    return made


def _total(widths: list[int]) -> int:
    shown = [w for w in widths if w > 0]
    return sum(shown) + SEPARATOR * (len(shown) - 1)


def _trim(widths: list[int], width: int) -> None:
    """Shrinks the last shown column, or hides it where nothing would be left of it, until the line fits."""
    for i in range(len(widths) - 1, -1, -1):
        excess = _total(widths) - width
        if excess <= 0:
            return
        widths[i] = widths[i] - excess if widths[i] - excess >= NARROWEST else -1


def best_per_row(longest: int, width: int) -> int:
    """Gives how many columns of `longest` cells a line holds with a cell to spare (Format-Wide -AutoSize)."""
    if longest <= 0 or longest >= width:
        return 1
    count = 1
    while longest * (count + 1) + SEPARATOR * count < width:
        count += 1
    return count

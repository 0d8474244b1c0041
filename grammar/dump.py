"""Prints a tree, a node a line, with the place of each. `python -m perdure.grammar.dump FILE`.

Knows nodes only by their fields. Serves `perdure check --ast` and whoever debugs.
"""

import sys
from typing import Any

from perdure.grammar.ast import Node, Script
from perdure.grammar.diagnostic import render
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, read_source


def dump(node: Node, source: Source | None = None) -> str:
    """Gives the lines of a tree: class, plain fields, place (line:column where the source is known)."""
    if source is None and isinstance(node, Script):
        source = node.source
    lines: list[str] = []
    stack: list[tuple[int, str, Any]] = [(0, "", node)]
    while stack:
        depth, label, item = stack.pop()
        indent = "  " * depth + label
        if isinstance(item, Node):
            plain, below = [], []
            for name in item.fields():
                value = getattr(item, name)
                if name == "span" or isinstance(value, Source):
                    continue
                if isinstance(value, Node) or (type(value) is tuple and value):
                    below.append((depth + 1, name + ": ", value))
                elif value is not None and value != () and value is not False:
                    plain.append(f"{name}={value!r}")
            lines.append(f"{indent}{type(item).__name__} {' '.join(plain)} @{place(item, source)}".replace("  @", " @"))
            stack.extend(reversed(below))
        elif type(item) is tuple:
            lines.append(indent.rstrip())
            stack.extend(reversed([(depth + 1, "- ", inner) for inner in item]))
        else:
            lines.append(f"{indent}{item!r}")
    return "\n".join(lines)


def place(node: Node, source: Source | None) -> str:
    """Gives where a node stands."""
    start, end = node.span
    if source is None:
        return f"{start}-{end}"
    (line, column), (last_line, last_column) = source.line_column(start), source.line_column(end)
    return f"{line}:{column}-{last_line}:{last_column}"


def main(arguments: list[str]) -> int:
    """Prints the tree of a file, or what is wrong with it."""

    try:
        print(dump(parse_source(read_source(arguments[0]))))
    except ParseError as error:
        for diagnostic in error.errors:
            print(render(diagnostic, error.source), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

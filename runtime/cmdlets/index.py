"""Writes the index of cmdlets: which file holds which command, and what the default aliases stand for.

The index (`_index.py`) is made from the sources' `@cmdlet(...)` decorators, so that adding a cmdlet touches no list and
starting up imports no cmdlet. Run as `python -m perdure.runtime.cmdlets.index --write`; a test compares.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
INDEX = HERE / "_index.py"


def declared(text: str) -> Iterator[tuple[str, list[str]]]:
    """Gives the name and the aliases of every cmdlet that a source declares."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "cmdlet":
                name = ast.literal_eval(mark.args[0])
                aliases = [ast.literal_eval(k.value) for k in mark.keywords if k.arg == "aliases"]
                yield name, aliases[0].split() if aliases else []


def scan() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Gives command (lower case) -> (file, name as written) and alias -> name, of all files beside this one.

    Raises:
        ValueError: a command or an alias is declared twice.
    """
    commands: dict[str, tuple[str, str]] = {}
    aliases: dict[str, str] = {}
    for path in sorted(HERE.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "@cmdlet(" not in text or path.name == "index.py":
            continue
        for name, shorts in declared(text):
            if name.lower() in commands:
                raise ValueError(f"{name} is declared in {path.name} and in {commands[name.lower()][0]}.py")
            commands[name.lower()] = (path.stem, name)
            for short in shorts:
                if short in aliases:
                    raise ValueError(f"the alias {short} stands for {name} and for {aliases[short]}")
                aliases[short] = name
    return commands, aliases


def render() -> str:
    """Gives the index's text."""
    commands, aliases = scan()
    lines = [
        '"""Which file holds which cmdlet, and the default aliases (made by `index.py`, never by hand)."""',
        "",
        "# fmt: off",
        "COMMANDS: dict[str, tuple[str, str]] = {  # lower-case name -> (file, name)",
        *[f'    "{low}": ("{stem}", "{name}"),' for low, (stem, name) in sorted(commands.items())],
        "}",
        "",
        "ALIASES: dict[str, str] = {  # alias as written -> command",
        *[f'    "{short}": "{name}",' for short, name in sorted(aliases.items())],
        "}",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Compares the index with the sources, or writes it with --write; the exit status tells whether it is right."""
    text = render()
    if "--write" in sys.argv[1:]:
        INDEX.write_text(text, encoding="utf-8")
        return 0
    if not INDEX.exists() or INDEX.read_text(encoding="utf-8") != text:
        print(
            "runtime/cmdlets/_index.py is out of date: python -m perdure.runtime.cmdlets.index --write", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

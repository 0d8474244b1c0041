"""Writes `_index.py`: which module of this package declares which .NET type.

Imports every family once with a `define` that notes the module whose body is running; start-up then needs to import
none. Must run in a fresh process (`python -m perdure.interpreter.dotnet.index [--write]`).
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from perdure.interpreter import typesys

FOLDER = Path(__file__).parent
PACKAGE = "perdure.interpreter.dotnet."
HEAD = '"""Which family declares which type (made by `index.py`, never by hand)."""\n\n# fmt: off\n'


def families() -> list[str]:
    """Gives the names of the modules that declare types."""
    return sorted([p.stem for p in FOLDER.glob("*.py") if p.stem != "index" and not p.stem.startswith("_")])


def table() -> dict[str, str]:
    """Gives every declared type's lower-case name and the module that declares it."""
    found: dict[str, str] = {}
    original = typesys.define

    def noted(name: str, *args: Any, **more: Any) -> typesys.NetType:
        frame: Any = sys._getframe(1)
        while frame is not None:
            module = frame.f_globals.get("__name__", "")
            if frame.f_code.co_name == "<module>" and module.startswith(PACKAGE):
                if name.lower() in found:
                    raise SystemExit(
                        f"{name} is declared by {found[name.lower()]}.py and by {module[len(PACKAGE) :]}.py"
                    )
                found[name.lower()] = module[len(PACKAGE) :]
                break
            frame = frame.f_back
        return original(name, *args, **more)

    typesys.define = noted
    try:
        for name in families():
            import_module(PACKAGE + name)
    finally:
        typesys.define = original
    return found


def text() -> str:
    """Gives the text that `_index.py` must have."""
    rows = [f'    "{name}": "{module}",\n' for name, module in sorted(table().items())]
    return HEAD + "TYPES: dict[str, str] = {  # lower-case full type name -> module\n" + "".join(rows) + "}\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        (FOLDER / "_index.py").write_text(text(), encoding="utf-8")
    else:
        sys.stdout.write(text())

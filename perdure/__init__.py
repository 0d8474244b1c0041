"""perdure: runs PowerShell scripts and durable workflows.

These names are the public interface; each is loaded when it is first used, so that importing perdure costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perdure.grammar.errors import ParseError
    from perdure.runtime.embed import ErrorRecord, Result, out_string, parse, run, type_names
    from perdure.runtime.engine import Engine
    from perdure.runtime.host_commands import cmdlet

_HOMES = {
    "run": "perdure.runtime.embed",
    "Result": "perdure.runtime.embed",
    "ErrorRecord": "perdure.runtime.embed",
    "type_names": "perdure.runtime.embed",
    "out_string": "perdure.runtime.embed",
    "parse": "perdure.runtime.embed",
    "ParseError": "perdure.grammar.errors",
    "Engine": "perdure.runtime.engine",
    "cmdlet": "perdure.runtime.host_commands",
}

__all__ = ["Engine", "ErrorRecord", "ParseError", "Result", "cmdlet", "out_string", "parse", "run", "type_names"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Loads a public name from its home on first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'perdure' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Holds a parsed script against the types there are: unknown ones in classes, exceptions that a clause above catches already.

PowerShell's parser reports these before anything runs; our parser knows no types, so the session asks here. Serves whoever
prepares a script.
"""

from typing import Any

from perdure.grammar.ast import Script
from perdure.grammar.checks_types import check_types
from perdure.grammar.errors import ParseError
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.type_names import resolve_text


class ScopeTypes:
    """The types that a scope sees."""

    def __init__(self, scope: Any) -> None:
        self.scope = scope

    def find(self, name: str) -> Any:
        """Gives the type of a name, None where there is none."""
        return resolve_text(name, self.scope)

    def full_name(self, found: Any) -> str:
        """Gives a type's full name."""
        return str(found.name)

    def derives(self, found: Any, base: Any) -> bool:
        """Tells whether a type is another or derives from it."""
        return bool(found.is_a(base))


def hold_types(script: Script, scope: Any) -> None:
    """Raises a ScriptError with PowerShell's ids where a script's types are amiss; most scripts are not even looked through."""
    low = script.source.text.lower()
    if "class" not in low and low.count("catch") < 2:
        return
    found = check_types(script, ScopeTypes(scope))
    if found:
        raise parse_script_error(ParseError(found, script.source))

"""Holds a parsed script against the types there are: unknown ones in classes, exceptions that a clause above catches already.

PowerShell's parser reports these before anything runs; our parser knows no types, so the session asks here. Serves whoever
prepares a script.
"""

from typing import Any

from perdure.grammar.ast import Script
from perdure.grammar.checks_types import check_types
from perdure.grammar.errors import ParseError
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members_constructors import constructor_group
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.type_names import resolve_text

SEALED = frozenset(["static", "delegate", "enum", "struct"])


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

    def form(self, found: Any) -> str:
        """Gives what a type is as a base of a class."""
        if found.kind == "interface":
            return "interface"
        if found.is_value or found.kind in SEALED or found.name == "System.String":
            return "sealed"
        if found.parameters:
            return "generic"
        made = constructor_group(found).overloads
        return "bare" if made and not any(o.required == 0 for o in made) else "class"

    def short_name(self, found: Any) -> str:
        """Gives a type's name without namespace, as reflection has it."""
        return str(found.name.split("[", 1)[0].rpartition(".")[2])

    def derives(self, found: Any, base: Any) -> bool:
        """Tells whether a type is another or derives from it."""
        return bool(found.is_a(base))


class WrongTypes(ScriptError):
    """The parse error of a text whose types are amiss; `faults` are all that was found."""

    def __init__(self, faults: ParseError) -> None:
        super().__init__(parse_script_error(faults).record)
        self.faults = faults


def hold_types(script: Script, scope: Any) -> None:
    """Raises a ScriptError with PowerShell's ids where a script's types are amiss; most scripts are not even looked through."""
    low = script.source.text.lower()
    if "class" not in low and low.count("enum") < 2 and low.count("catch") < 2:
        return
    found = check_types(script, ScopeTypes(scope))
    if found:
        raise WrongTypes(ParseError(found, script.source))

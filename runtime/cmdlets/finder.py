"""Finds a cmdlet's class by its name, importing the one file that holds it.

Serves command look-up; knows nothing of functions, aliases made by scripts, or modules.
"""

from importlib import import_module

from perdure.interpreter.command import ALIASES as REGISTERED_ALIASES
from perdure.interpreter.command import REGISTRY, Cmdlet
from perdure.runtime.cmdlets._index import ALIASES, COMMANDS


def find_cmdlet(name: str) -> type[Cmdlet] | None:
    """Gives the cmdlet of that lower-case name, registered or indexed; None where there is none."""
    found = REGISTRY.get(name)
    if found is None:
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        import_module("perdure.runtime.cmdlets." + entry[0])
        found = REGISTRY.get(name)
    return found


def find_alias(name: str) -> str | None:
    """Gives the command that a lower-case alias stands for from the start; None where it is none."""
    return ALIASES.get(name) or REGISTERED_ALIASES.get(name)


__all__ = ["ALIASES", "COMMANDS", "find_alias", "find_cmdlet"]

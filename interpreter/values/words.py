"""A parameter's name as an argument: what `$args` holds for `-Name`, so that `@args` passes it on as a parameter."""

from perdure.interpreter.values.base import Member, PSObject

MARK = "<commandparametername>"


def parameter_word(name: str, colon: bool = False) -> PSObject:
    """Gives the string `-Name` (`-Name:`), marked with the parameter's name."""
    made = PSObject(f"-{name}:" if colon else f"-{name}")
    made.ext = {MARK: Member("<CommandParameterName>", "NoteProperty", name)}
    return made

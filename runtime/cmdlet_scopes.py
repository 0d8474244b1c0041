"""What -Scope means: Global, Local, Script or a number of levels up."""

from typing import Any

from perdure.interpreter.errors import make_error

SMA = "System.Management.Automation."

WRONG_SCOPE = (
    'Cannot process argument because the value of parameter "scopeID" is not valid. Valid values are "Global", "Local", or '
    '"Script", or a number relative to the current scope (0 through the number of scopes where 0 is the current scope and 1 is '
    'its parent). Change the value of the "scopeID" parameter and run the operation again.'
)


def scope_of(cmdlet: Any, text: str) -> Any:
    """Gives the scope that a cmdlet's -Scope argument names, seen from where the cmdlet was called.

    Raises:
        ScriptError: no such scope.
    """
    here, low = cmdlet.scope, str(text).lower()
    if low == "global":
        return here.cx.global_scope
    if low == "script":
        return here.script_scope()
    if low in ("local", "private"):
        return here
    if not low.lstrip("-").isdigit():
        raise _refused(text, WRONG_SCOPE)
    found = here.numbered(int(low)) if int(low) >= 0 else None
    if found is None:
        error = make_error(
            f"The scope number '{text}' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was {text}.",
            "ArgumentOutOfRange", "InvalidArgument", None, SMA + "PSArgumentOutOfRangeException",
        )  # fmt: skip
        cmdlet.own(error.record)
        raise error
    return found


def _refused(text: str, message: str) -> Exception:
    return make_error(message, "Argument", "InvalidArgument", text, SMA + "PSArgumentException")

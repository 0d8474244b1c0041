"""Decides whether a command may do what it is about to do: -WhatIf, -Confirm, $WhatIfPreference, $ConfirmPreference.

Serves streams.py. The text of -WhatIf goes to the host, not to a stream.
"""

from typing import Any

from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING, unwrap

IMPACTS = {"none": 0, "low": 1, "medium": 2, "high": 3}


def should_process(command: Any, target: str, action: str) -> bool:
    """Tells whether the command goes on with `action` on `target`; asks the user where -Confirm wants it."""
    shown = f'Performing the operation "{action}" on target "{target}".' if target else action
    return decide(command, shown, "Are you sure you want to perform this action?\n" + shown, "Confirm")


def decide(command: Any, description: str, warning: str, caption: str) -> bool:
    """Tells whether the command goes on: `description` is what -WhatIf and -Verbose say, `warning` what is asked."""
    if wants_what_if(command):
        command.cx.host.write_host("What if: " + description, True, None, None)
        return False
    if not wants_confirm(command):
        command.cx.write_verbose(description, command)
        return True
    return ask(command, f"{caption}\n{warning}")


def should_continue(command: Any, query: str, caption: str) -> bool:
    """Asks whatever the preferences say."""
    return ask(command, f"{caption}\n{query}" if caption else query)


def wants_what_if(command: Any) -> bool:
    """Tells whether -WhatIf or $WhatIfPreference holds for a command."""
    given = command.common.get("whatif")
    if given is not None:
        return _truth(given)
    value = command.scope.lookup("whatifpreference")
    return value is not NOTHING and value is not None and _truth(value)


def wants_confirm(command: Any) -> bool:
    """Tells whether a command has to ask first: -Confirm, or an impact that $ConfirmPreference names."""
    given = command.common.get("confirm")
    if given is not None:
        return _truth(given)
    value = command.scope.lookup("confirmpreference")
    level = IMPACTS.get(str(getattr(value, "name", value)).lower(), 3)
    impact = IMPACTS.get(str(command.confirm_impact).lower(), 2)
    return level != 0 and impact >= level


def ask(command: Any, text: str) -> bool:
    """Asks yes or no; 'all' answers count for the rest of the command.

    Raises:
        ScriptError: there is nobody to ask.
    """
    remembered = getattr(command, "answered", None)
    if remembered is not None:
        return bool(remembered)
    try:
        while True:
            prompt = text + '\n[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is "Y"): '
            answer = command.cx.host.read_line(prompt).strip().lower()
            if answer in ("", "y", "yes"):
                return True
            if answer in ("a", "l"):
                command.answered = answer == "a"
                return bool(answer == "a")
            if answer in ("n", "no"):
                return False
    except EOFError:
        raise make_error(
            "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
            "InvalidOperation",
            "InvalidOperation",
            None,
            "System.Management.Automation.PSInvalidOperationException",
        ) from None


def _truth(value: Any) -> bool:
    return bool(unwrap(value))

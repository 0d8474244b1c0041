"""What `$using:x` gives: a value carried into another session; an error in a plain script."""

from typing import Any

from perdure.interpreter.errors import make_error


def read_using(sc: Any, name: str, written: str) -> Any:
    """Gives the value that `$using:name` stands for in this session."""
    values = sc.cx.using_values
    if values is None:
        raise make_error(
            "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or "
            "InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if "
            "the script block is invoked on a remote computer.",
            "UsingWithoutInvokeCommand",
            "InvalidOperation",
            written,
        )
    return values.get(name)

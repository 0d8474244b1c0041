"""What Write-Host shows for a value: texts and numbers as the current culture has them, collections joined.

Source: conformance/formatting/write-host.
"""

from typing import Any

from perdure.interpreter.dotnet._items import entries_of
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.objects import text_of


def host_text(value: Any, separator: str = " ") -> str:
    """Gives the text; elements of collections with the separator between them."""
    plain = unwrap(value)
    if plain is None:
        return ""
    if type(plain) is str:
        return plain
    inside: Any = entries_of(plain) if isinstance(plain, Dictionary) else enumerate_value(value)
    if inside is not None:
        return separator.join([host_text(item, separator) for item in inside])
    return text_of(value)

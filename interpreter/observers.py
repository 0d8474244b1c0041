"""What the texts of a session may do to variables behind the back of the code that uses them.

Generated functions (generated/) keep variables at hand. That is right as long as all that changes them is seen: script code
that runs is counted (Context.entered); `[ref]` and what sets variables by name are looked for in every text, once.
"""

import re

_DYNAMIC = re.compile(
    r"\b(?:set|new|clear|remove|get)-variable\b|(?<![\w$-])(?:sv|nv|clv|rv|gv)\s|psvariable|variable:|\bset-psdebug\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[\s*(?:ref|system\.management\.automation\.psreference)\s*\]|psreference", re.IGNORECASE)


class Observers:
    """`dynamic`: some text sets or reads variables by computed names, or traces; `references`: some text makes a [ref].

    `plain` is neither.
    """

    __slots__ = ("dynamic", "references", "plain")

    def __init__(self) -> None:
        self.dynamic = self.references = False
        self.plain = True

    def block(self) -> None:
        """Has closures run everything."""
        self.dynamic, self.plain = True, False

    def look(self, text: str) -> None:
        """Looks through a text that is about to be compiled."""
        self.dynamic = self.dynamic or is_dynamic(text)
        self.references = self.references or makes_references(text)
        self.plain = not self.dynamic and not self.references


def is_dynamic(text: str) -> bool:
    """Tells whether a text may reach variables by computed names, or trace statements (which only closures do)."""
    return _DYNAMIC.search(text) is not None


def makes_references(text: str) -> bool:
    """Tells whether a text may make a [ref]."""
    return _REFERENCE.search(text) is not None


armed = [False]  # some text of this process names Set-PSDebug


def arm(text: str) -> bool:
    """Looks at a text that is about to be compiled; tells whether its code gets hooks for tracing."""
    if not armed[0] and "set-psdebug" in text.lower():
        armed[0] = True
    return armed[0]

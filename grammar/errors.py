"""What parsing raises. Knows diagnostics and sources only. Serves everybody who parses."""

from perdure.grammar.diagnostic import Diagnostic
from perdure.grammar.source import Source


class ParseError(Exception):
    """A text that is no PowerShell.

    `errors`: all that was found, in the order in which PowerShell reports; at least one. `source`: the text.
    """

    def __init__(self, errors: tuple[Diagnostic, ...], source: Source) -> None:
        super().__init__(errors[0].message if errors else "the text does not parse")
        self.errors = errors
        self.source = source

    @property
    def incomplete(self) -> bool:
        """Tells whether the text only ends too early, so that more of it may make it right (IncompleteInput)."""
        first = self.errors[0]
        if first.code in (
            "MissingEndCurlyBrace",
            "MissingTerminatorMultiLineComment",
            "TerminatorExpectedAtEndOfString",
        ):
            return True
        ends = len(self.source.text.rstrip())
        return first.code.startswith(("Missing", "Empty", "Expected", "Incomplete", "If")) and first.span.end >= ends

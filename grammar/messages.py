"""The texts of PowerShell's parse errors by their ids. A table; knows nothing. Serves the lexer, the parser and the checks."""

MESSAGES = {
    "UnexpectedToken": "Unexpected token '{0}' in expression or statement.",
    "TerminatorExpectedAtEndOfString": "The string is missing the terminator: {0}.",
}


def message(code: str, *values: str) -> str:
    """Gives the text of an error id with its places filled."""
    text = MESSAGES.get(code, code)
    for i, value in enumerate(values):
        text = text.replace("{" + str(i) + "}", value)
    return text

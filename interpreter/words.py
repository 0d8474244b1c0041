"""Splits a command line into words as .NET does. Serves Start-Process and Process.Start."""


def split_arguments(text: str) -> list[str]:
    """Splits a command line as .NET does: blanks separate, double quotes hold together, a backslash before one escapes."""
    words: list[str] = []
    at, end = 0, len(text)
    while at < end:
        if text[at] in " \t":
            at += 1
            continue
        word, at = _word(text, at)
        words.append(word)
    return words


def _word(text: str, at: int) -> tuple[str, int]:
    """Reads one word; gives it and where it ends."""
    parts: list[str] = []
    quoted = False
    end = len(text)
    while at < end:
        c = text[at]
        if c == "\\":
            count = 0
            while at < end and text[at] == "\\":
                count, at = count + 1, at + 1
            if at < end and text[at] == '"':
                parts.append("\\" * (count // 2))
                if count % 2:
                    parts.append('"')
                    at += 1
            else:
                parts.append("\\" * count)
            continue
        if c == '"':
            if quoted and text[at + 1 : at + 2] == '"':
                parts.append('"')
                at += 2
                continue
            quoted = not quoted
        elif c in " \t" and not quoted:
            break
        else:
            parts.append(c)
        at += 1
    return "".join(parts), at

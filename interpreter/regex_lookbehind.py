"""Look-behinds whose branches differ in width, which Python's engine refuses as they stand: one for each branch.

Serves regexes.py, for translated patterns that did not compile.
"""


def split_lookbehinds(text: str) -> str:
    """Makes of a look-behind whose branches differ in width one look-behind for each branch."""
    i = 0
    while True:
        i = text.find("(?<", i)
        if i < 0:
            return text
        kind = text[i : i + 4]
        if kind not in ("(?<=", "(?<!") or (i and text[i - 1] == "\\"):
            i += 3
            continue
        branches, end = _branches(text, i + 4)
        if len(branches) > 1:
            each = [f"{kind}{branch})" for branch in branches]
            made = f"(?:{'|'.join(each)})" if kind == "(?<=" else "".join(each)
            text = text[:i] + made + text[end:]
            i += len(made)
        else:
            i += 4


def _branches(text: str, i: int) -> tuple[list[str], int]:
    """Gives the branches up to the group's closing bracket, and the place behind it."""
    found: list[str] = []
    start, depth, inside = i, 0, False
    while i < len(text):
        c = text[i]
        if c == "\\":
            i += 2
            continue
        if inside:
            inside = c != "]"
        elif c == "[":
            inside = True
            i += text[i + 1 : i + 2] == "^"
            i += text[i + 1 : i + 2] == "]"
        elif c == "(":
            depth += 1
        elif c == "|" and not depth:
            found.append(text[start:i])
            start = i + 1
        elif c == ")":
            if not depth:
                return [*found, text[start:i]], i + 1
            depth -= 1
        i += 1
    return [text[start:]], len(text)

"""Reflection names of generic types as text: their arguments apart, parameters replaced. Knows no types."""


def split_arguments(text: str) -> list[str]:
    """Splits `A,B[C,D]` at the commas that stand outside of brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c == "[":
            depth += 1
        elif c == "]":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return [p.strip() for p in parts]


def substitute(name: str, names: dict[str, str]) -> str:
    """Puts type arguments' names for parameters in a reflection name (`IList`1[T]`)."""
    if "[" not in name:
        return names.get(name, name)
    head, _, tail = name.partition("[")
    if tail.strip("[,]") == "":
        return names.get(head, head) + "[" + tail
    inner, _, rest = tail.rpartition("]")
    if rest:
        return name
    return head + "[" + ",".join([substitute(p, names) for p in split_arguments(inner)]) + "]"

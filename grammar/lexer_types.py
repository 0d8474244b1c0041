"""Reads a type's name behind `[`: generics, arrays, assembly names. A name and its brackets are one token to the grammar.

Knows the node TypeName and reports into the lexer's errors. Serves operands, parameters, class members, `catch [T]`.
"""

from typing import TYPE_CHECKING

from perdure.grammar.ast import TypeName
from perdure.grammar.lexer_chars import newlines, type_name
from perdure.grammar.source import Span
from perdure.grammar.tokens import Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer

DEPTH_MAX = 200  # of type names in type names


def bracket(lx: "Lexer", p: int) -> Token:
    """Gives the token that begins with the `[` at p: TYPE for `[int]`, ATTR for `[Parameter(`, whose value is a TypeName."""
    text = lx.text
    at = newlines(text, p + 1).end()
    named = type_name(text, at)
    if named is not None and text[named.end() : named.end() + 1] == "]":  # the usual: [int]
        end = named.end()
        node = TypeName(named[0], (), 0, None, named[0], Span(at, end))
        return Token("TYPE", node, p, end + 1)
    if named is None:
        lx.report("MissingTypename", p + 1, p + 1)
        return Token(
            "TYPE", TypeName("", (), 0, None, "", Span(p + 1, p + 1)), p, p + (2 if text[at : at + 1] == "]" else 1)
        )
    node, at = name(lx, at, True, 0)
    at = newlines(text, at).end()
    c = text[at : at + 1]
    if c == "]":
        return Token("TYPE", node, p, at + 1)
    if c == "(":
        return Token("ATTR", node, p, at + 1)
    lx.report("EndSquareBracketExpectedAtEndOfAttribute", node.span.end, node.span.end)
    return Token("TYPE", node, p, node.span.end)


def name(lx: "Lexer", p: int, qualified: bool, depth: int) -> tuple[TypeName, int]:
    """Reads a type's name at p; gives the node and where it ends. `qualified`: an assembly may follow behind a comma."""
    text = lx.text
    named = type_name(text, p)
    if named is None or depth > DEPTH_MAX:
        lx.report("MissingTypename", p, p)
        return TypeName("", (), 0, None, "", Span(p, p)), p
    at = named.end()
    node = TypeName(named[0], (), 0, None, named[0], Span(p, at))
    while True:
        after = newlines(text, at).end()
        if text[after : after + 1] != "[":
            break
        inside = newlines(text, after + 1).end()
        c = text[inside : inside + 1]
        if c == "]" or c == ",":
            rank = 1
            while c == ",":
                rank += 1
                inside = newlines(text, inside + 1).end()
                c = text[inside : inside + 1]
            if c != "]":
                lx.report("EndSquareBracketExpectedAtEndOfAttribute", inside, inside)
            else:
                inside += 1
            node = TypeName("", (node,), rank, None, text[p:inside], Span(p, inside))
            at = inside
        elif node.rank or node.arguments:
            lx.report("UnexpectedToken", inside, inside + 1, text[inside : inside + 1])
            break
        elif not c:
            lx.report("MissingTypename", inside, inside)
            break
        else:
            arguments, at = generic_arguments(lx, inside, depth)
            node = TypeName(named[0], arguments, 0, None, text[p:at], Span(p, at))
    after = newlines(text, at).end()
    if qualified and text[after : after + 1] == ",":
        return assembly(lx, node, p, after)
    return node, at


def generic_arguments(lx: "Lexer", p: int, depth: int) -> tuple[tuple[TypeName, ...], int]:
    """Reads `string, int]` or `[string, mscorlib], int]` behind a generic type's bracket."""
    text, found, at = lx.text, [], p
    while True:
        if text[at : at + 1] == "[":
            inner = newlines(text, at + 1).end()
            node, at = name(lx, inner, True, depth + 1)
            at = newlines(text, at).end()
            if text[at : at + 1] == "]":
                at += 1
            else:
                lx.report("EndSquareBracketExpectedAtEndOfType", at, at)
        else:
            node, at = name(lx, at, False, depth + 1)
        found.append(node)
        at = newlines(text, at).end()
        c = text[at : at + 1]
        if c == ",":
            at = newlines(text, at + 1).end()
            continue
        if c == "]":
            return tuple(found), at + 1
        lx.report("EndSquareBracketExpectedAtEndOfAttribute", at, at)
        return tuple(found), at


def assembly(lx: "Lexer", node: TypeName, p: int, comma: int) -> tuple[TypeName, int]:
    """Reads the assembly's name behind a type's comma, up to the closing bracket."""
    text = lx.text
    end = text.find("]", comma)
    if end < 0:
        end = len(text)
    label = text[comma + 1 : end].strip()
    if not label:
        lx.report("MissingAssemblyNameSpecification", comma + 1, comma + 1)
    return TypeName(node.name, node.arguments, node.rank, label, text[p:end].strip(), Span(p, end)), end


def bare_name(lx: "Lexer", p: int) -> Token | None:
    """Gives the token of a type's name without brackets, as behind `class`, `:` and `enum`; None where none stands."""
    if type_name(lx.text, p) is None:
        return None
    node, end = name(lx, p, False, 0)
    return Token("TNAME", node, p, end)


def type_arguments(lx: "Lexer", p: int) -> Token | None:
    """Gives the token of `[int, string]` between a method's name and its parenthesis, None where it is an index."""
    text = lx.text
    at = newlines(text, p + 1).end()
    if type_name(text, at) is None and text[at : at + 1] != "[":
        return None
    count = len(lx.errors)
    found, end = generic_arguments(lx, at, 0)
    if len(lx.errors) > count or text[end : end + 1] != "(":
        del lx.errors[count:]
        return None
    return Token("TYPEARGS", found, p, end)

"""Makes the nodes of scripts, script blocks, functions, parameters, classes and enums from their parts. Serves build.py."""

from typing import Any

from perdure.grammar.ast import (
    Attribute,
    ClassDefinition,
    EnumDefinition,
    EnumMember,
    ErrorExpression,
    FunctionDefinition,
    Hashtable,
    MethodMember,
    NamedBlock,
    ParamBlock,
    Parameter,
    PropertyMember,
    ScriptBlock,
    String,
    Using,
)
from perdure.grammar.build_blocks import Body, script_block
from perdure.grammar.source import Span
from perdure.grammar.tokens import Token

USINGS = ("namespace", "module", "assembly", "type", "command")


def script_body(a: list[Any], lx: Any) -> Body:
    param, named, statements = None, None, []
    for part in a:
        if type(part) is ParamBlock:
            param = part
        elif type(part) is list:
            if part and type(part[0]) is NamedBlock:
                named = part
            else:
                statements = part
    return Body(param, named, statements)


def start(a: list[Any], lx: Any) -> ScriptBlock:
    usings = list(a[0])
    body = a[1]
    if type(body) is Using:
        usings.append(body)
        body = Body(None, None, [])
    return script_block(body, Span(0, lx.size), lx, tuple(usings))


def using_statement(a: list[Any], lx: Any) -> Using:
    token, parts = a
    kind = parts[0].value.lower() if type(parts[0]) is String else ""
    end = parts[-1].span.end
    names = parts[1:]
    alias = None
    if kind not in USINGS:
        lx.report("MissingUsingStatementDirective", token.end, token.end)
    elif not names:
        lx.report("MissingUsingItemName", end, end)
    elif type(names[0]) is not String and not (kind == "module" and type(names[0]) is Hashtable):
        lx.report("InvalidValueForUsingItemName", *names[0].span, lx.text[names[0].span.start : names[0].span.end])
    elif kind in ("type", "command") and len(names) < 3:
        lx.report("MissingEqualsInUsingAlias", names[0].span.end, names[0].span.end)
    if len(names) == 3 and getattr(names[1], "value", "") == "=":
        alias = str(getattr(names[0], "value", ""))
        names = names[2:]
    name = names[0] if names else parts[0]
    return Using(kind, name, alias, Span(token.start, end))


def param_block(a: list[Any], lx: Any) -> ParamBlock:
    return ParamBlock((), tuple(a[2]), Span(a[0].start, a[3].end))


def param_block_attribute(a: list[Any], lx: Any) -> ParamBlock:
    attribute, rest = a
    return ParamBlock((attribute, *rest.attributes), rest.parameters, Span(attribute.span.start, rest.span.end))


def named_block(a: list[Any], lx: Any) -> NamedBlock:
    return NamedBlock(a[0].value, False, a[1], Span(a[0].start, a[1].span.end))


def parameter(a: list[Any], lx: Any) -> Parameter:
    marks = a.pop(0) if type(a[0]) is list else ()
    variable = a[0].value
    default = a[2] if len(a) == 3 else None
    begin = marks[0].span.start - (0 if type(marks[0]) is Attribute else 1) if marks else variable.span.start
    end = default.span.end if default is not None else variable.span.end
    return Parameter(tuple(marks), variable, default, Span(begin, end))


def type_mark(a: list[Any], lx: Any) -> Any:
    return a[0].value


def function_statement(a: list[Any], lx: Any) -> FunctionDefinition:
    parameters = tuple(a[3]) if len(a) == 8 else None
    body = script_block(a[-2], Span(a[-3].start, a[-1].end), lx)
    return FunctionDefinition(a[0].value, a[1].value, parameters, body, Span(a[0].start, a[-1].end))


def type_definition_attribute(a: list[Any], lx: Any) -> Any:
    attribute, node = a
    values = [getattr(node, name) for name in node.fields()[1:-1]]
    return type(node)((attribute, *node.attributes), *values, Span(attribute.span.start, node.span.end))


def class_definition(a: list[Any], lx: Any) -> ClassDefinition:
    members = []
    for part in a[4:-1]:
        members.extend(part if type(part) is list else [part])
    bases = tuple(t.value for t in a[2])
    return ClassDefinition((), a[1].value.name, bases, tuple(members), Span(a[0].start, a[-1].end))


def marked_member(a: list[Any], lx: Any) -> Any:
    marks = a[0] if type(a[0]) is list else []
    node = a[1] if marks else a[0]
    static = hidden = False
    attributes: list[Any] = []
    begin = node.span.start
    words = [mark.value for mark in marks if type(mark) is Token]
    for mark in reversed(marks):
        if type(mark) is Token:
            if words.count(mark.value) > 1:
                lx.report("DuplicateQualifier", mark.start, mark.end, mark.value)
                words.remove(mark.value)
            static, hidden = static or mark.value == "static", hidden or mark.value == "hidden"
            begin = mark.start
        else:
            attributes.insert(0, mark)
            begin = mark.span.start - (0 if type(mark) is Attribute else 1)
    span = Span(begin, node.span.end)
    if type(node) is PropertyMember:
        return PropertyMember(tuple(attributes), node.name, node.default, static, hidden, span)
    returns = next((t for t in attributes if type(t) is not Attribute), None)
    attributes = [t for t in attributes if type(t) is Attribute]
    return MethodMember(
        tuple(attributes), returns, node.name, node.parameters, node.base_arguments, node.body, static, hidden, span
    )


def property_(a: list[Any], lx: Any) -> PropertyMember:
    default = a[2] if len(a) == 3 and type(a[2]) is not ErrorExpression else None
    variable = a[0].value
    end = default.span.end if default is not None else a[0].end
    return PropertyMember((), variable.name, default, False, False, Span(a[0].start, end))


def method(a: list[Any], lx: Any) -> MethodMember:
    base = tuple(a[6][1]) if type(a[4]) is Token and a[4].type == "COLON" else None
    body = script_block(a[-2], Span(a[-3].start, a[-1].end), lx)
    span = Span(a[0].start, a[-1].end)
    return MethodMember((), None, a[0].value, tuple(a[2]), base, body, False, False, span)


def enum_definition(a: list[Any], lx: Any) -> EnumDefinition:
    underlying = a[3].value if a[2].type == "COLON" else None
    members = next((tuple(part) for part in a if type(part) is list), ())
    return EnumDefinition((), a[1].value.name, underlying, members, Span(a[0].start, a[-1].end))


def enum_member(a: list[Any], lx: Any) -> EnumMember:
    value = a[2] if len(a) == 3 else None
    return EnumMember(a[0].value, value, Span(a[0].start, value.span.end if value is not None else a[0].end))


MAKERS = {
    name.rstrip("_"): function
    for name, function in list(globals().items())
    if name
    in [
        "script_body",
        "start",
        "using_statement",
        "param_block",
        "param_block_attribute",
        "named_block",
        "parameter",
        "type_mark",
        "function_statement",
        "type_definition_attribute",
        "class_definition",
        "marked_member",
        "property_",
        "method",
        "enum_definition",
        "enum_member",
    ]
}

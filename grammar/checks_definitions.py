"""Rules about definitions: doubled parameters, attributes' arguments, classes' and enums' members, using statements.

Source: PowerShell's own parser. Serves checks.py.
"""

from typing import Any

from perdure.grammar.ast import (
    Attribute,
    ClassDefinition,
    Configuration,
    EnumDefinition,
    FunctionDefinition,
    MethodMember,
    ParamBlock,
    Parameter,
    PropertyMember,
    ScriptBlock,
    ScriptBlockExpression,
    String,
    TypeName,
    Using,
)
from perdure.grammar.checks_constant import is_constant, whole_number
from perdure.grammar.checks_context import Context, Report
from perdure.grammar.checks_expressions import around

RANGES = {
    "byte": (0, 255),
    "sbyte": (-128, 127),
    "int16": (-(1 << 15), (1 << 15) - 1),
    "uint16": (0, (1 << 16) - 1),
    "int32": (-(1 << 31), (1 << 31) - 1),
    "uint32": (0, (1 << 32) - 1),
    "int64": (-(1 << 63), (1 << 63) - 1),
    "uint64": (0, (1 << 64) - 1),
}
ALIASES = {"int": "int32", "long": "int64", "short": "int16", "ushort": "uint16", "uint": "uint32", "ulong": "uint64"}


def parameters(found: tuple[Parameter, ...], report: Report) -> None:
    """Reports parameters of the same name and of type void."""
    seen = set()
    for parameter in found:
        variable = parameter.variable
        name = variable.name if variable.drive is None else f"{variable.drive}:{variable.name}"
        if name.lower() in seen:
            report("DuplicateFormalParameter", variable.span, name)
        seen.add(name.lower())
        for mark in parameter.attributes:
            if type(mark) is TypeName and mark.name.lower() in ("void", "system.void"):
                report("VoidTypeConstraintNotAllowed", around(mark))
                break


def param_block(node: ParamBlock, parent: Any, context: Context, report: Report) -> None:
    parameters(node.parameters, report)


def parameter(node: Parameter, parent: Any, context: Context, report: Report) -> None:
    types = 0
    for mark in node.attributes:
        if type(mark) is TypeName:
            if mark.name.lower() == "ordered":
                report("OrderedAttributeOnlyOnHashLiteralNode", around(mark), mark.text)
            elif type(parent) is MethodMember:
                types += 1
                if types > 1:
                    report("MultipleTypeConstraintsOnMethodParam", around(mark))


def function(node: FunctionDefinition, parent: Any, context: Context, report: Report) -> Context:
    if node.parameters is not None:
        if node.body.param is not None:
            report("OnlyOneParameterListAllowed", node.body.param.span)
        else:
            parameters(node.parameters, report)
    return context.replaced(
        workflow=node.kind == "workflow", inline=False, method=None, static=False, locals=None, flow=None
    )


def script_block(node: ScriptBlockExpression, parent: Any, context: Context, report: Report) -> Context:
    return context.replaced(method=None, static=False, locals=None, flow=None)


def configuration(node: Configuration, parent: Any, context: Context, report: Report) -> Context:
    if type(node.name) is String:
        name = node.name.value
        rest = name.replace("_", "").replace(".", "").replace("/", "").replace("-", "")
        if not name[:1].isalpha() or not name.isascii() or not rest.isalnum():
            report("InvalidConfigurationName", node.name.span, name)
    return context.replaced(flow=None)


def root(node: ScriptBlock, parent: Any, context: Context, report: Report) -> None:
    for kind in ("begin", "process", "end", "clean", "dynamicparam"):
        getattr(node, kind)  # the doubled ones are reported as they are read


def attribute(node: Attribute, parent: Any, context: Context, report: Report) -> None:
    of_class = type(parent) in (ClassDefinition, EnumDefinition, PropertyMember, MethodMember)
    code = "ParameterAttributeArgumentNeedsToBeConstant" + ("" if of_class else "OrScriptBlock")
    seen = set()
    for name, value in node.named:
        if name.lower() in seen:
            report("DuplicateNamedArgument", node.span, name)
        elif value is not None and not is_constant(value, True, not of_class):
            report(code, value.span)
        seen.add(name.lower())
    for value in node.positional:
        if not is_constant(value, True, not of_class):
            report(code, value.span)


def class_(node: ClassDefinition, parent: Any, context: Context, report: Report) -> Context:
    properties: dict[str, Any] = {}
    methods: dict[str, list[MethodMember]] = {}
    for member in node.members:
        name = member.name.lower()
        if type(member) is PropertyMember:
            if name in properties and member.name:
                report("MemberAlreadyDefined", member.span, member.name)
            properties.setdefault(name, member)
        elif type(member) is MethodMember:
            if any(same_signature(member, other) for other in methods.get(name, ())):
                report("MemberAlreadyDefined", member.span, member.name)
            methods.setdefault(name, []).append(member)
            if name == node.name.lower():
                constructor(member, report)
    return context.replaced(properties=properties, owner=node.name, workflow=False)


def constructor(node: MethodMember, report: Report) -> None:
    """Holds a constructor's form."""
    if node.return_type is not None:
        report("ConstructorCantHaveReturnType", around(node.return_type))
    if node.static and node.parameters:
        report("StaticConstructorCantHaveParameters", node.parameters[0].span)


def same_signature(one: MethodMember, other: MethodMember) -> bool:
    """Tells whether two methods of a name take the same types."""
    if one.static != other.static and one.name == other.name and not one.parameters and not other.parameters:
        return False  # a static constructor beside the plain one
    return [type_of(p) for p in one.parameters] == [type_of(p) for p in other.parameters]


def type_of(parameter: Parameter) -> str:
    """Gives a parameter's type as written, in lower case."""
    for mark in parameter.attributes:
        if type(mark) is TypeName:
            text = mark.text.lower()
            return ALIASES.get(text, text).removeprefix("system.")
    return "object"


def property_(node: PropertyMember, parent: Any, context: Context, report: Report) -> Context:
    types = [mark for mark in node.attributes if type(mark) is TypeName]
    for mark in types[1:]:
        report("TooManyTypes", around(mark))
    if types and types[0].name.lower() in ("void", "system.void"):
        report("TypeNotAllowedForProperty", around(types[0]), types[0].text)
    return context.replaced(method=node, static=node.static)


def enum(node: EnumDefinition, parent: Any, context: Context, report: Report) -> None:
    underlying = "int32"
    if node.underlying is not None:
        name = node.underlying.name.lower().removeprefix("system.")
        underlying = ALIASES.get(name, name)
        if underlying not in RANGES:
            report("InvalidUnderlyingType", node.underlying.span, node.underlying.text)
            underlying = "int32"
    low, high = RANGES[underlying]
    seen, following = set(), 0
    for member in node.members:
        if member.name.lower() in seen:
            report("MemberAlreadyDefined", member.span, member.name)
        seen.add(member.name.lower())
        value: int | None = following
        if member.value is not None:
            if not is_constant(member.value, False):
                report("EnumeratorValueMustBeConstant", member.value.span)
                continue
            value = whole_number(member.value)
            if value is None:
                if type(member.value) is String and not is_number(member.value.value):
                    report("CannotConvertValue", member.value.span, node.underlying.text if node.underlying else "int")
                continue
        if value is not None:
            if not low <= value <= high:
                where = member.value.span if member.value is not None else member.span
                report("EnumeratorValueOutOfBounds", where, node.underlying.text if node.underlying else "int")
            following = value + 1


def is_number(text: str) -> bool:
    """Tells whether a text is a plain whole number."""
    return text.strip().lstrip("+-").isdigit()


def using(node: Using, parent: Any, context: Context, report: Report) -> None:
    if node.kind in ("type", "command") or node.alias is not None:
        report("UsingStatementNotSupported", node.span)


CHECKS = {
    ParamBlock: param_block,
    Parameter: parameter,
    FunctionDefinition: function,
    ScriptBlockExpression: script_block,
    Configuration: configuration,
    Attribute: attribute,
    ClassDefinition: class_,
    PropertyMember: property_,
    EnumDefinition: enum,
    Using: using,
}

"""A call's parameters as variables of its scope: bound values, defaults, types that later assignments keep to."""

from typing import Any

from perdure.interpreter.arrays import zero_of
from perdure.interpreter.binding import Bound
from perdure.interpreter.binding_values import transformed
from perdure.interpreter.compile.body import Body
from perdure.interpreter.convert import convert
from perdure.interpreter.convert_argument import convert_argument
from perdure.interpreter.scopes import Scope, VarInfo
from perdure.interpreter.signature import Parameter, Signature
from perdure.interpreter.validation import Invalid
from perdure.interpreter.validation_variables import not_valid_for
from perdure.interpreter.values.base import NOTHING

HAVE_DEFAULT = frozenset(
    ["System." + n for n in (
        "String", "Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double",
        "Decimal", "Char", "Numerics.BigInteger", "Management.Automation.SwitchParameter",
    )]
)  # fmt: skip


def default_of(p: Parameter) -> Any:
    """Gives what an unbound parameter without default holds."""
    if p.type is None:
        return None
    if p.type.name in HAVE_DEFAULT:
        return "" if p.type.name == "System.String" else zero_of(p.type)
    return None


def set_parameters(body: Body, bound: Bound, scope: Scope, cmdlet: bool = False) -> None:
    """Sets a call's parameters as variables of its scope; defaults are evaluated there, in order."""
    values = bound.values
    variables = scope.vars
    signature = bound.signature
    if body.typed:
        scope.infos = typed_infos(body, signature, scope)
    for p in signature.own:
        if p.name in values:
            variables[p.low] = values[p.name]
        elif p.default_code is not None:
            value = p.default_code(scope)
            variables[p.low] = value if value.__class__ is p.exact else convert_default(p, value, scope)
        elif p.early or p.late:
            variables[p.low] = convert_default(p, None, scope)
        else:
            variables[p.low] = default_of(p)


def convert_default(p: Parameter, value: Any, scope: Scope) -> Any:
    """Gives a default in the parameter's type; Validate attributes don't look at it, transformations do."""
    if value is NOTHING:
        value = None
    if p.early or p.late:
        return transformed(p, value, scope.cx, False)
    if p.type is None or (value is None and p.type.kind not in ("struct", "enum") and p.type.name != "System.String"):
        return value
    return convert(value, p.type, cx=scope.cx)


def typed_infos(body: Body, signature: Signature, scope: Scope) -> dict[str, VarInfo]:
    """Gives the VarInfos of typed parameters: later assignments convert and validate, too."""
    if body.infos is None or body.infos[0] is not signature or body.infos[1] is not scope.cx:
        infos = {}
        for p in signature.own:
            if p.type is None and not p.steps and not p.early:
                continue
            info = VarInfo(p.name)
            info.type = p.type
            info.convert = parameter_converter(p, scope.cx)
            info.shared = True
            infos[p.low] = info
        body.infos = (signature, scope.cx, infos)
    return body.infos[2].copy()


def parameter_converter(p: Parameter, cx: Any) -> Any:
    def run(value: Any) -> Any:
        if value.__class__ is p.exact and not p.steps:
            return value
        for transform in p.early:
            value = transform(value)
        if p.type is not None and not p.no_convert:
            value = convert_argument(value, p.type, cx=cx)
        for transform in p.late:
            value = transform(value)
        try:
            for step in p.steps:
                value = step(value)
        except Invalid as refused:
            raise refused.thrown or not_valid_for(p.name, value) from None
        return value

    return run


PREFERENCES = {
    "erroraction": "erroractionpreference",
    "warningaction": "warningpreference",
    "informationaction": "informationpreference",
    "progressaction": "progresspreference",
}


ACTION = "System.Management.Automation.ActionPreference"


def set_preferences(common: dict[str, Any], scope: Scope) -> None:
    """Sets the preference variables that a function's common parameters stand for."""
    for name, variable in PREFERENCES.items():
        if name in common:
            scope.vars[variable] = common[name]
    for name, variable in (("verbose", "verbosepreference"), ("debug", "debugpreference")):
        if name in common:
            shown = "Continue" if common[name] else "SilentlyContinue"
            scope.vars[variable] = scope.cx.enum_value(ACTION, shown)
    if "whatif" in common:
        scope.vars["whatifpreference"] = bool(common["whatif"])
    if "confirm" in common:
        scope.vars["confirmpreference"] = "Low" if common["confirm"] else "None"

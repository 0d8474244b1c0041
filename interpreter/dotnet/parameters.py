"""Attribute objects and RuntimeDefinedParameter: what dynamicparam blocks build."""

from typing import Any

from perdure.interpreter.typesys import Prop, close, define, find_type
from perdure.interpreter.values import attributes as of
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.variables_auto import BoundParameters

SMA = "System.Management.Automation."


def prop(name: str, type_name: str, default: Any = None) -> Prop:
    def get(self: Any) -> Any:
        return self.props.get(name, default)

    def put(self: Any, value: Any) -> None:
        self.props[name] = value

    return Prop(get, put, type_name)


BOOL, STRING = "System.Boolean", "System.String"
define(
    SMA + "ParameterAttribute",
    "System.Attribute",
    py=of.ParameterAttribute,
    members={
        "new()": of.ParameterAttribute,
        "Mandatory": prop("Mandatory", BOOL, False),
        "Position": prop("Position", "System.Int32", -2147483648),
        "ParameterSetName": prop("ParameterSetName", STRING, "__AllParameterSets"),
        "ValueFromPipeline": prop("ValueFromPipeline", BOOL, False),
        "ValueFromPipelineByPropertyName": prop("ValueFromPipelineByPropertyName", BOOL, False),
        "ValueFromRemainingArguments": prop("ValueFromRemainingArguments", BOOL, False),
        "HelpMessage": prop("HelpMessage", STRING),
        "DontShow": prop("DontShow", BOOL, False),
    },
)
define(
    SMA + "AliasAttribute", "System.Attribute", py=of.AliasAttribute,
    members={"new(params string[] aliasNames)": lambda names: of.AliasAttribute(*names),
             "AliasNames -> System.Collections.Generic.IList[string]": lambda a: TypedArray(STRING, a.values)},
)  # fmt: skip
define(SMA + "ValidateArgumentsAttribute", "System.Attribute", abstract=True)
define(SMA + "ValidateEnumeratedArgumentsAttribute", SMA + "ValidateArgumentsAttribute", abstract=True)
define(SMA + "ArgumentTransformationAttribute", "System.Attribute", abstract=True)
define(
    SMA + "ValidateSetAttribute", SMA + "ValidateEnumeratedArgumentsAttribute", py=of.ValidateSetAttribute,
    members={"new(params string[] validValues)": lambda values: of.ValidateSetAttribute(*values),
             "ValidValues -> System.Collections.Generic.IList[string]": lambda a: TypedArray(STRING, a.values),
             "IgnoreCase -> bool": lambda a: True},
)  # fmt: skip
define(
    SMA + "ValidateRangeAttribute", SMA + "ValidateEnumeratedArgumentsAttribute", py=of.ValidateRangeAttribute,
    members={"new(object minRange, object maxRange)": of.ValidateRangeAttribute,
             "MinRange -> object": lambda a: a.values[0], "MaxRange -> object": lambda a: a.values[1]},
)  # fmt: skip
define(
    SMA + "ValidatePatternAttribute", SMA + "ValidateEnumeratedArgumentsAttribute", py=of.ValidatePatternAttribute,
    members={"new(string regexPattern)": of.ValidatePatternAttribute, "RegexPattern -> string": lambda a: a.values[0]},
)  # fmt: skip
define(
    SMA + "ValidateNotNullOrEmptyAttribute", SMA + "ValidateEnumeratedArgumentsAttribute",
    py=of.ValidateNotNullOrEmptyAttribute, members={"new()": of.ValidateNotNullOrEmptyAttribute},
)  # fmt: skip


def table_of(key: str, value: str) -> Any:
    """Gives Dictionary[key, value], the base of both dictionaries here."""
    definition = find_type("System.Collections.Generic.Dictionary`2")
    args = tuple([find_type(n) for n in (key, value)])
    assert definition is not None
    return close(definition, args)  # type: ignore[arg-type]


define(
    SMA + "RuntimeDefinedParameter",
    py=of.RuntimeDefinedParameter,
    members={
        "new()": of.RuntimeDefinedParameter,
        "new(string name, type parameterType, object attributes)": of.RuntimeDefinedParameter,
        "Name": Prop(lambda self: self.name, lambda self, v: setattr(self, "name", v), STRING),
        "ParameterType": Prop(lambda self: self.parameter_type, lambda self, v: setattr(self, "parameter_type", v)),
        "Attributes": Prop(lambda self: self.attributes),
        "Value": Prop(lambda self: self.value, lambda self, v: setattr(self, "value", v)),
        "IsSet": Prop(lambda self: self.is_set, None, BOOL),
    },
)
define(
    SMA + "RuntimeDefinedParameterDictionary",
    table_of(STRING, "System.Object"),
    py=of.RuntimeDefinedParameterDictionary,
    members={"new()": of.RuntimeDefinedParameterDictionary},
)
define(SMA + "PSBoundParametersDictionary", table_of(STRING, "System.Object"), py=BoundParameters)

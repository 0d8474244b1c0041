"""Attributes as objects, for dynamic parameters: ParameterAttribute, AliasAttribute, the Validate attributes.

`apply(parameter)` does to a Parameter what the attribute's text in a param block would do.
"""

from typing import Any

from perdure.interpreter import validation
from perdure.interpreter.convert import to_string
from perdure.interpreter.signature import ALL, Parameter, SetInfo
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Dictionary


class AttributeObject(NetObject):
    """The base of attribute objects."""

    __slots__ = ("values",)
    net = "System.Attribute"

    def __init__(self, *values: Any) -> None:
        self.values = values

    def apply(self, made: Parameter) -> None:
        """Changes a parameter as the attribute says."""


class ParameterAttribute(AttributeObject):
    """[Parameter()]: `props` by name."""

    __slots__ = ("props",)
    net = "System.Management.Automation.ParameterAttribute"

    def __init__(self) -> None:
        super().__init__()
        self.props: dict[str, Any] = {}

    def apply(self, made: Parameter) -> None:
        get = self.props.get
        position = get("Position")
        info = SetInfo(
            None if position is None or position < 0 else int(position),
            bool(get("Mandatory", False)),
            bool(get("ValueFromPipeline", False)),
            bool(get("ValueFromPipelineByPropertyName", False)),
            bool(get("ValueFromRemainingArguments", False)),
        )
        made.sets[to_string(get("ParameterSetName") or ALL)] = info
        made.help = to_string(get("HelpMessage") or "")


class AliasAttribute(AttributeObject):
    __slots__ = ()
    net = "System.Management.Automation.AliasAttribute"

    def apply(self, made: Parameter) -> None:
        made.aliases += tuple([to_string(v) for v in self.values])


class ValidateSetAttribute(AttributeObject):
    __slots__ = ()
    net = "System.Management.Automation.ValidateSetAttribute"

    def apply(self, made: Parameter) -> None:
        made.steps.append(validation.validate_set([to_string(v) for v in self.values]))


class ValidateRangeAttribute(AttributeObject):
    __slots__ = ()
    net = "System.Management.Automation.ValidateRangeAttribute"

    def apply(self, made: Parameter) -> None:
        made.steps.append(validation.validate_range(self.values[0], self.values[1]))


class ValidatePatternAttribute(AttributeObject):
    __slots__ = ()
    net = "System.Management.Automation.ValidatePatternAttribute"

    def apply(self, made: Parameter) -> None:
        made.steps.append(validation.validate_pattern(to_string(self.values[0])))


class ValidateNotNullOrEmptyAttribute(AttributeObject):
    __slots__ = ()
    net = "System.Management.Automation.ValidateNotNullOrEmptyAttribute"

    def apply(self, made: Parameter) -> None:
        made.steps.append(validation.not_null_or_empty)


class RuntimeDefinedParameter(NetObject):
    """A parameter that a dynamicparam block defines."""

    __slots__ = ("name", "parameter_type", "attributes", "value", "is_set")
    net = "System.Management.Automation.RuntimeDefinedParameter"

    def __init__(self, name: str = "", parameter_type: Any = None, attributes: Any = ()) -> None:
        self.name = name
        self.parameter_type = parameter_type
        self.attributes = attributes
        self.value: Any = None
        self.is_set = False


class RuntimeDefinedParameterDictionary(Dictionary):
    """What a dynamicparam block gives: name -> RuntimeDefinedParameter."""

    __slots__ = ()
    net = "System.Management.Automation.RuntimeDefinedParameterDictionary"

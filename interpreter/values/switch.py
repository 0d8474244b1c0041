"""SwitchParameter: what a `[switch]` holds; in most places as good as a bool."""

from perdure.interpreter.values.base import NetObject


class SwitchParameter(NetObject):
    """System.Management.Automation.SwitchParameter: `present` is IsPresent."""

    __slots__ = ("present",)
    net = "System.Management.Automation.SwitchParameter"

    def __init__(self, present: bool = False) -> None:
        self.present = present

    def __bool__(self) -> bool:
        return self.present

    def __str__(self) -> str:
        return "True" if self.present else "False"

    def __eq__(self, other: object) -> bool:
        if type(other) is SwitchParameter:
            return other.present == self.present
        return type(other) is bool and other == self.present

    def __hash__(self) -> int:
        return hash(self.present)

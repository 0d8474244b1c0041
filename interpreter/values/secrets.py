"""SecureString and PSCredential: text that is shown to nobody by accident."""

from perdure.interpreter.values.base import NetObject


class SecureString(NetObject):
    """System.Security.SecureString; `text` is its content."""

    __slots__ = ("text", "read_only")
    net = "System.Security.SecureString"

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.read_only = False

    def __repr__(self) -> str:
        return "SecureString(...)"


class PSCredential(NetObject):
    """System.Management.Automation.PSCredential."""

    __slots__ = ("user", "password")
    net = "System.Management.Automation.PSCredential"

    def __init__(self, user: str, password: SecureString) -> None:
        self.user, self.password = user, password

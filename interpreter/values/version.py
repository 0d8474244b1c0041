"""System.Version and System.Management.Automation.SemanticVersion: parts, order, text."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class Version(NetObject):
    """System.Version; a part that was not given is -1."""

    __slots__ = ("major", "minor", "build", "revision")
    net = "System.Version"

    def __init__(self, major: int = 0, minor: int = 0, build: int = -1, revision: int = -1) -> None:
        self.major, self.minor, self.build, self.revision = major, minor, build, revision

    def key(self) -> tuple[int, int, int, int]:
        return self.major, self.minor, self.build, self.revision

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.key() if part >= 0)

    def __eq__(self, other: object) -> bool:
        return type(other) is Version and other.key() == self.key()

    def __hash__(self) -> int:
        return hash(("Version", self.key()))

    def __lt__(self, other: Any) -> bool:
        return self.key() < other.key()  # type: ignore[no-any-return]


class SemanticVersion(NetObject):
    """System.Management.Automation.SemanticVersion: major.minor.patch with labels."""

    __slots__ = ("major", "minor", "patch", "label", "build")
    net = "System.Management.Automation.SemanticVersion"

    def __init__(self, major: int, minor: int = 0, patch: int = 0, label: str | None = None, build: str | None = None):
        self.major, self.minor, self.patch, self.label, self.build = major, minor, patch, label, build

    def __str__(self) -> str:
        text = f"{self.major}.{self.minor}.{self.patch}"
        if self.label:
            text += "-" + self.label
        return text + "+" + self.build if self.build else text

    def compare(self, other: "SemanticVersion") -> int:
        """Gives the order by SemVer: a label comes before none, its parts as numbers where they are."""
        mine, its = (self.major, self.minor, self.patch), (other.major, other.minor, other.patch)
        if mine != its:
            return -1 if mine < its else 1
        if self.label == other.label:
            return 0
        if self.label is None or other.label is None:
            return 1 if self.label is None else -1
        for left, right in zip(self.label.split("."), other.label.split("."), strict=False):
            if left != right:
                if left.isdigit() and right.isdigit():
                    return -1 if int(left) < int(right) else 1
                if left.isdigit() or right.isdigit():
                    return -1 if left.isdigit() else 1
                return -1 if left < right else 1
        return -1 if self.label.count(".") < other.label.count(".") else 1

    def __eq__(self, other: object) -> bool:
        return type(other) is SemanticVersion and self.compare(other) == 0 and self.build == other.build

    def __hash__(self) -> int:
        return hash(str(self))

    def __lt__(self, other: "SemanticVersion") -> bool:
        return self.compare(other) < 0

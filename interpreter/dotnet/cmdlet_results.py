"""Members of what the object cmdlets give: GroupInfo, MeasureInfo, MatchInfo, MemberDefinition."""

from typing import Any

from perdure.interpreter.typesys import NetType, Prop, define, find_type
from perdure.interpreter.values.bytes import ByteCollection
from perdure.interpreter.values.collections import byte_array
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.numbers import UInt64
from perdure.interpreter.values.ordered_hashtable import OrderedHashtable
from perdure.interpreter.values.results import (
    GenericMeasureInfo,
    GenericObjectMeasureInfo,
    GroupInfo,
    GroupInfoNoElement,
    MatchInfo,
    MatchInfoContext,
    MeasureInfo,
    MemberDefinition,
    TextMeasureInfo,
)

_C = "Microsoft.PowerShell.Commands."
_STRING, _INT, _BOOL, _OBJECT = "System.String", "System.Int32", "System.Boolean", "System.Object"
_DOUBLE = "System.Nullable`1[System.Double]"
_WHOLE = "System.Nullable`1[System.Int32]"
_LIST = "System.Collections.ArrayList"
_TEXTS = "System.String[]"


def _slot(slot: str, type_: str, writable: bool = False) -> Prop:
    """Makes the property that reads (and writes) a slot."""

    def get(self: Any) -> Any:
        return getattr(self, slot)

    def put(self: Any, value: Any) -> None:
        setattr(self, slot, value)

    return Prop(get, put if writable else None, type_)


def _member_type(definition: MemberDefinition) -> Any:
    kind = find_type("System.Management.Automation.PSMemberTypes")
    assert isinstance(kind, NetType)
    return named(kind, definition.kind)


def _shown_to(match: MatchInfo, folder: str) -> str:
    return match.text(folder)


_GROUP = "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]"

define(
    _C + "GroupInfo",
    members={
        "Count": _slot("count", _INT),
        "Group": _slot("group", _GROUP),
        "Name": _slot("name", _STRING),
        "Values": _slot("keys", _LIST),
    },
    py=GroupInfo,
)
define(
    _C + "GroupInfoNoElement",
    _C + "GroupInfo",
    members={
        "Count": _slot("count", _INT),
        "Group": lambda self: None,
        "Name": _slot("name", _STRING),
        "Values": _slot("keys", _LIST),
    },
    py=GroupInfoNoElement,
)
define(_C + "MeasureInfo", members={"Property": _slot("of", _STRING, True)}, py=MeasureInfo)
_STATISTICS = {
    "Count": _slot("count", _INT, True),
    "Average": _slot("average", _DOUBLE, True),
    "Sum": _slot("sum", _DOUBLE, True),
}
define(
    _C + "GenericMeasureInfo",
    _C + "MeasureInfo",
    members={
        **_STATISTICS,
        "Maximum": _slot("maximum", _DOUBLE, True),
        "Minimum": _slot("minimum", _DOUBLE, True),
        "StandardDeviation": _slot("deviation", _DOUBLE, True),
    },
    py=GenericMeasureInfo,
)
define(
    _C + "GenericObjectMeasureInfo",
    _C + "MeasureInfo",
    members={
        **_STATISTICS,
        "Maximum": _slot("maximum", _OBJECT, True),
        "Minimum": _slot("minimum", _OBJECT, True),
    },
    py=GenericObjectMeasureInfo,
)
define(
    _C + "TextMeasureInfo",
    _C + "MeasureInfo",
    members={
        "Lines": _slot("lines", _WHOLE, True),
        "Words": _slot("words", _WHOLE, True),
        "Characters": _slot("characters", _WHOLE, True),
    },
    py=TextMeasureInfo,
)
define(
    _C + "MatchInfoContext",
    members={
        "PreContext": _slot("before", _TEXTS, True),
        "PostContext": _slot("after", _TEXTS, True),
        "DisplayPreContext": _slot("shown_before", _TEXTS, True),
        "DisplayPostContext": _slot("shown_after", _TEXTS, True),
    },
    py=MatchInfoContext,
)
define(
    _C + "MatchInfo",
    members={
        "IgnoreCase": _slot("ignore_case", _BOOL, True),
        "LineNumber": _slot("number", "System.UInt64", True),
        "Line": _slot("line", _STRING, True),
        "Filename": Prop(lambda self: self.file_name, None, _STRING),
        "Path": _slot("path", _STRING, True),
        "Pattern": _slot("pattern", _STRING, True),
        "Context": _slot("context", _C + "MatchInfoContext", True),
        "Matches": _slot("matches", "System.Text.RegularExpressions.Match[]", True),
        "RelativePath(string directory) -> string": lambda self, folder: self.relative_path(folder),
        "ToString() -> string": lambda self: self.text(),
        "ToString(string directory) -> string": _shown_to,
        "ToEmphasizedString(string directory) -> string": _shown_to,
    },
    py=MatchInfo,
)
define(
    _C + "MemberDefinition",
    members={
        "TypeName": _slot("type_name", _STRING),
        "Name": _slot("name", _STRING),
        "MemberType": Prop(_member_type, None, "System.Management.Automation.PSMemberTypes"),
        "Definition": _slot("definition", _STRING),
        "ToString() -> string": lambda self: self.definition,
    },
    py=MemberDefinition,
)
define("System.Management.Automation.DefaultParameterDictionary", "System.Collections.Hashtable")
define("System.Management.Automation.PSVersionHashTable", "System.Collections.Hashtable")
define("System.Management.Automation.OrderedHashtable", "System.Collections.Hashtable", py=OrderedHashtable)
define(
    _C + "ByteCollection",
    members={
        "Offset64": Prop(lambda self: UInt64(self.offset), None, "System.UInt64"),
        "HexOffset": Prop(lambda self: self.hex_offset, None, _STRING),
        "Bytes": Prop(lambda self: byte_array(self.data), None, "System.Byte[]"),
        "Path": _slot("path", _STRING),
        "HexBytes": Prop(lambda self: self.hex_bytes, None, _STRING),
        "Ascii": Prop(lambda self: self.ascii, None, _STRING),
        "Label": _slot("label", _STRING),
        "ToString() -> string": str,
    },
    py=ByteCollection,
)

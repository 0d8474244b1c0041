"""Which types .NET marks as serializable: a table, and the rule for what it does not name."""

from perdure.interpreter.dotnet._members import PRIMITIVES
from perdure.interpreter.typesys import NetType

SERIALIZABLE = frozenset(
    [
        "Object",
        "String",
        "Decimal",
        "DateTime",
        "TimeSpan",
        "Guid",
        "Version",
        "Uri",
        "DateTimeOffset",
        "Random",
        "Tuple",
        "Nullable`1",
        "List`1",
        "Dictionary`2",
        "HashSet`1",
        "Queue`1",
        "Stack`1",
        "SortedList`1",
        "SortedDictionary`2",
        "LinkedList`1",
        "KeyValuePair`2",
        "ArrayList",
        "Hashtable",
        "SortedList",
        "Queue",
        "Stack",
        "BitArray",
        "DictionaryEntry",
        "OrderedDictionary",
        "StringBuilder",
        "CultureInfo",
        "PSObject",
        "ErrorRecord",
        "PSCredential",
        "IntPtr",
        "DBNull",
        "BigInteger",
        "Complex",
        "Collection`1",
        "ReadOnlyCollection`1",
        "NameValueCollection",
        "ListDictionary",
        "Encoding",
        "UTF8Encoding",
        "Comparer",
        "StringComparer",
        "StringReader",
        "StringWriter",
        "MemoryStream",
        "TimeZoneInfo",
    ]
)


def is_serializable(self: NetType) -> bool:
    """Tells whether .NET marks the type as serializable."""
    if self.element is not None or self.kind in ("enum", "delegate") or self.short in PRIMITIVES:
        return True
    return self.short in SERIALIZABLE or any(k.name == "System.Exception" for k in self.parents())

"""Interfaces that scripts name or that parameters ask for. They have no members of their own here: values bring theirs."""

from perdure.interpreter.typesys import define

_C = "System.Collections."
_G = "System.Collections.Generic."


def _interface(name: str, *bases: str, parameters: str = "") -> None:
    define(name, None, interfaces=bases, kind="interface", parameters=parameters)


for _name in (
    "System.IDisposable", "System.IAsyncDisposable", "System.IFormatProvider", "System.IFormattable", "System.ICloneable",
    "System.IConvertible", "System.IComparable", "System.ICustomFormatter", "System.IServiceProvider",
    "System.IAsyncResult", "System.ISpanFormattable", "System.IParsable",
    _C + "IEnumerable", _C + "IEnumerator", _C + "IComparer", _C + "IEqualityComparer", _C + "IStructuralEquatable",
    _C + "IStructuralComparable", "System.Runtime.Serialization.ISerializable",
    "System.ComponentModel.INotifyPropertyChanged", "System.Xml.XPath.IXPathNavigable",
    "System.Runtime.CompilerServices.ITuple", "System.Management.Automation.IDynamicParameters",
    "System.Management.Automation.IValidateSetValuesGenerator", "System.Management.Automation.IContainsErrorRecord",
    "System.Management.Automation.IArgumentCompleter", "System.Collections.Specialized.INotifyCollectionChanged",
):  # fmt: skip
    _interface(_name)

_interface(_C + "ICollection", _C + "IEnumerable")
_interface(_C + "IList", _C + "ICollection", _C + "IEnumerable")
_interface(_C + "IDictionary", _C + "ICollection", _C + "IEnumerable")
_interface(_C + "IDictionaryEnumerator", _C + "IEnumerator")
_interface(_C + "Specialized.IOrderedDictionary", _C + "IDictionary", _C + "ICollection", _C + "IEnumerable")

for _name in ("System.IComparable`1", "System.IEquatable`1", _G + "IComparer`1", _G + "IEqualityComparer`1",
              "System.IObserver`1", "System.IObservable`1", "System.IProgress`1"):  # fmt: skip
    _interface(_name, parameters="T")
_interface(_G + "IEnumerable`1", _C + "IEnumerable", parameters="T")
_interface(_G + "IAsyncEnumerable`1", parameters="T")
_interface(_G + "IEnumerator`1", _C + "IEnumerator", "System.IDisposable", parameters="T")
_interface(_G + "ICollection`1", _G + "IEnumerable`1[T]", parameters="T")
_interface(_G + "IReadOnlyCollection`1", _G + "IEnumerable`1[T]", parameters="T")
_interface(_G + "IList`1", _G + "ICollection`1[T]", parameters="T")
_interface(_G + "IReadOnlyList`1", _G + "IReadOnlyCollection`1[T]", parameters="T")
_interface(_G + "ISet`1", _G + "ICollection`1[T]", parameters="T")
_interface(_G + "IReadOnlySet`1", _G + "IReadOnlyCollection`1[T]", parameters="T")
_PAIR = "System.Collections.Generic.KeyValuePair`2[TKey,TValue]"
_interface(_G + "IDictionary`2", f"{_G}ICollection`1[{_PAIR}]", parameters="TKey TValue")
_interface(_G + "IReadOnlyDictionary`2", f"{_G}IReadOnlyCollection`1[{_PAIR}]", parameters="TKey TValue")
_interface("System.Linq.IGrouping`2", _G + "IEnumerable`1[TElement]", parameters="TKey TElement")
_interface("System.Linq.IOrderedEnumerable`1", _G + "IEnumerable`1[TElement]", parameters="TElement")
_interface("System.Linq.ILookup`2", _C + "IEnumerable", parameters="TKey TElement")

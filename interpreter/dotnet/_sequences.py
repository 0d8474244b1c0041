"""What the methods of System.Linq.Enumerable do; the table that declares them is linq.py."""

from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any

from perdure.interpreter.convert import to_bool
from perdure.interpreter.dotnet._compare import compare, equal
from perdure.interpreter.dotnet._faults import index_outside, invalid, overflow
from perdure.interpreter.dotnet._items import items_of, typed_list
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.operators import BINARY
from perdure.interpreter.typesys import NetType, define, type_of
from perdure.interpreter.values.collections import GenericList
from perdure.interpreter.values.generic import GenericDictionary, HashSet
from perdure.interpreter.values.iterators import Sequence
from perdure.interpreter.values.numbers import Int64

Types = tuple[NetType, ...]


def lazy(types: Types, make: Any, which: int = 0) -> Sequence:
    return Sequence(make, types[which].name)


def empty() -> Exception:
    return invalid("Sequence contains no elements")


def no_match() -> Exception:
    return invalid("Sequence contains no matching element")


def test(call: Any) -> Any:
    run = call.call
    return lambda x: to_bool(run(x))


def where(types: Types, source: Any, predicate: Any) -> Sequence:
    true = test(predicate)
    return lazy(types, lambda: (x for x in items_of(source, "source") if true(x)))


def select(types: Types, source: Any, selector: Any) -> Sequence:
    return lazy(types, lambda: (selector.call(x) for x in items_of(source, "source")), 1)


def select_many(types: Types, source: Any, selector: Any) -> Sequence:
    return lazy(types, lambda: (y for x in items_of(source) for y in items_of(selector.call(x))), 1)


def first(types: Types, source: Any, predicate: Any = None) -> Any:
    items = items_of(source, "source")
    if predicate is None:
        if not items:
            raise empty()
        return items[0]
    true = test(predicate)
    for x in items:
        if true(x):
            return x
    raise no_match()


def default_of(kind: NetType) -> Any:
    return kind.zero() if kind.zero is not None else None


def first_or_default(types: Types, source: Any, predicate: Any = None) -> Any:
    true = test(predicate) if predicate is not None else None
    for x in items_of(source, "source"):
        if true is None or true(x):
            return x
    return default_of(types[0])


def backwards(source: Any) -> list[Any]:
    return items_of(source, "source")[::-1]


def last(types: Types, source: Any, predicate: Any = None) -> Any:
    return first(types, backwards(source), predicate)


def last_or_default(types: Types, source: Any, predicate: Any = None) -> Any:
    return first_or_default(types, backwards(source), predicate)


def single(types: Types, source: Any, predicate: Any = None) -> Any:
    items = items_of(source, "source")
    if predicate is not None:
        true = test(predicate)
        items = [x for x in items if true(x)]
    if not items:
        raise empty() if predicate is None else no_match()
    if len(items) > 1:
        word = "element" if predicate is None else "matching element"
        raise invalid(f"Sequence contains more than one {word}")
    return items[0]


def element_at(types: Types, source: Any, index: int) -> Any:
    items = items_of(source, "source")
    if not 0 <= index < len(items):
        raise index_outside()
    return items[index]


def count(types: Types, source: Any, predicate: Any = None) -> int:
    items = items_of(source, "source")
    if predicate is None:
        return len(items)
    true = test(predicate)
    return sum(1 for x in items if true(x))


def add_up(values: Iterable[Any], zero: Any) -> Any:
    total = zero
    for x in values:
        total = total + x
    return total


def summed(zero: Any, kind: type) -> Any:
    def run(source: Any) -> Any:
        total = add_up(items_of(source, "source"), zero)
        if kind in (int, Int64):
            bits = 31 if kind is int else 63
            if not -(1 << bits) <= total < 1 << bits:
                raise overflow()
        return total if kind is int else kind(total)

    return run


def sum_by(types: Types, source: Any, selector: Any) -> Any:
    total: Any = 0
    for x in items_of(source, "source"):
        total = BINARY["+"](total, selector.call(x))
    return total


def average(source: Any) -> float:
    items = items_of(source, "source")
    if not items:
        raise empty()
    return add_up(items, 0) / len(items)  # type: ignore[no-any-return]


def largest(types: Types, source: Any, sign: int = 1) -> Any:
    items = items_of(source, "source")
    if not items:
        raise empty()
    best = items[0]
    for x in items[1:]:
        if compare(x, best) * sign > 0:
            best = x
    return best


def by_key(sign: int) -> Any:
    def run(types: Types, source: Any, selector: Any) -> Any:
        items = items_of(source, "source")
        if not items:
            return None
        keys = [(selector.call(x), x) for x in items]
        best = keys[0]
        for pair in keys[1:]:
            if compare(pair[0], best[0]) * sign > 0:
                best = pair
        return best[1]

    return run


def ordered(sign: int) -> Any:
    def run(types: Types, source: Any, selector: Any) -> Sequence:
        def make() -> list[Any]:
            keyed = [(selector.call(x), x) for x in items_of(source, "source")]

            def by_key(a: Any, b: Any) -> int:
                return int(compare(a[0], b[0])) * sign

            return [x for _, x in sorted(keyed, key=cmp_to_key(by_key))]

        return lazy(types, make)

    return run


def distinct(types: Types, source: Any) -> Sequence:
    return lazy(types, lambda: HashSet(items_of(source, "source")).items())


def except_(types: Types, one: Any, two: Any) -> Sequence:
    def make() -> list[Any]:
        gone = HashSet(items_of(two, "second"))
        return [x for x in HashSet(items_of(one, "first")).items() if not gone.has(x)]

    return lazy(types, make)


def intersect(types: Types, one: Any, two: Any) -> Sequence:
    def make() -> list[Any]:
        kept = HashSet(items_of(two, "second"))
        return [x for x in HashSet(items_of(one, "first")).items() if kept.has(x)]

    return lazy(types, make)


def union(types: Types, one: Any, two: Any) -> Sequence:
    return lazy(types, lambda: HashSet([*items_of(one, "first"), *items_of(two, "second")]).items())


def take_while(types: Types, source: Any, predicate: Any) -> Sequence:
    true = test(predicate)

    def make() -> Iterable[Any]:
        for x in items_of(source):
            if not true(x):
                return
            yield x

    return lazy(types, make)


def skip_while(types: Types, source: Any, predicate: Any) -> Sequence:
    true = test(predicate)

    def make() -> Iterable[Any]:
        skipping = True
        for x in items_of(source):
            skipping = skipping and true(x)
            if not skipping:
                yield x

    return lazy(types, make)


def cast(types: Types, source: Any) -> Sequence:
    kind = types[0]

    def make() -> Iterable[Any]:
        for x in items_of(source, "source"):
            if x is not None and not type_of(x).is_a(kind):
                raise throw_dotnet("System.InvalidCastException", f"Unable to cast object of type '{type_of(x).name}' to type '{kind.name}'.")  # fmt: skip
            yield x

    return lazy(types, make)


def of_type(types: Types, source: Any) -> Sequence:
    return lazy(types, lambda: (x for x in items_of(source, "source") if x is not None and type_of(x).is_a(types[0])))


def zipped(types: Types, one: Any, two: Any, selector: Any) -> Sequence:
    return lazy(types, lambda: (selector.call(a, b) for a, b in zip(items_of(one), items_of(two), strict=False)), -1)


def group_by(types: Types, source: Any, selector: Any) -> list[Any]:
    table = GenericDictionary(("System.Object", "System.Object"))
    for x in items_of(source, "source"):
        key = selector.call(x)
        if not table.has(key):
            table.set(key, [])
        table.get(key).append(x)
    return [Grouping(key, items) for key, items in table.items()]


class Grouping(GenericList):
    """System.Linq.IGrouping: a key and its elements."""

    __slots__ = ("key",)
    net = "System.Linq.Lookup`2+Grouping"

    def __init__(self, key: Any, items: Any) -> None:
        super().__init__(items, None)
        self.key = key


define("System.Linq.Lookup`2+Grouping", py=Grouping, interfaces=["System.Collections.IEnumerable"],
       members={"Key -> object": lambda g: g.key, "Count -> int": lambda g: len(g.items)})  # fmt: skip


def aggregate(types: Types, source: Any, *rest: Any) -> Any:
    items = items_of(source, "source")
    if len(rest) == 1:
        if not items:
            raise empty()
        total, func, items = items[0], rest[0], items[1:]
    else:
        total, func = rest
    for x in items:
        total = func.call(total, x)
    return total


def to_dictionary(types: Types, source: Any, key: Any, value: Any = None) -> GenericDictionary:
    made = GenericDictionary((types[1].name, types[2].name if len(types) > 2 else types[0].name))
    for x in items_of(source, "source"):
        made.set(key.call(x), value.call(x) if value is not None else x)
    return made


def number_range(start: int, size: int) -> Sequence:
    if size < 0:
        raise throw_dotnet("System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values. (Parameter 'count')")  # fmt: skip
    return Sequence(lambda: range(start, start + size), "System.Int32")


def chunks(types: Types, source: Any, size: int) -> Sequence:
    items = items_of(source, "source")
    name = types[0].name
    return Sequence(lambda: [typed_list(items[i : i + size], name) for i in range(0, len(items), size)], name + "[]")


def sequence_equal(types: Types, one: Any, two: Any) -> bool:
    a, b = items_of(one, "first"), items_of(two, "second")
    return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))

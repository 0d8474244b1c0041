"""System.Linq.Enumerable: the methods that scripts call, lazy where .NET's are."""

from itertools import islice
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._items import items_of, typed_list
from perdure.interpreter.dotnet._sequences import (
    aggregate,
    average,
    backwards,
    by_key,
    cast,
    chunks,
    count,
    default_of,
    distinct,
    element_at,
    except_,
    first,
    first_or_default,
    group_by,
    intersect,
    largest,
    last,
    last_or_default,
    lazy,
    number_range,
    of_type,
    ordered,
    select,
    select_many,
    sequence_equal,
    single,
    skip_while,
    sum_by,
    summed,
    take_while,
    test,
    to_dictionary,
    union,
    where,
    zipped,
)
from perdure.interpreter.limits import filled
from perdure.interpreter.typesys import define
from perdure.interpreter.values.collections import GenericList
from perdure.interpreter.values.generic import HashSet
from perdure.interpreter.values.numbers import Int64

_E = "IEnumerable[TSource] source"
_P = "Func[TSource, bool] predicate"
_TWO = "IEnumerable[TSource] first, IEnumerable[TSource] second"
_SEQ = "IEnumerable[TSource]"


def _selecting() -> dict[str, Any]:
    return {
        f"static Where<TSource>({_E}, {_P}) -> {_SEQ}": where,
        f"static Select<TSource, TResult>({_E}, Func[TSource, TResult] selector) -> object": select,
        f"static SelectMany<TSource, TResult>({_E}, Func[TSource, object] selector) -> object": select_many,
        "static Cast<TResult>(IEnumerable source) -> object": cast,
        "static OfType<TResult>(IEnumerable source) -> object": of_type,
        f"static Distinct<TSource>({_E}) -> {_SEQ}": distinct,
        f"static Except<TSource>({_TWO}) -> {_SEQ}": except_,
        f"static Intersect<TSource>({_TWO}) -> {_SEQ}": intersect,
        f"static Union<TSource>({_TWO}) -> {_SEQ}": union,
        f"static Concat<TSource>({_TWO}) -> {_SEQ}": lambda t, a, b: lazy(t, lambda: [*items_of(a), *items_of(b)]),
        f"static Take<TSource>({_E}, int count) -> {_SEQ}": lambda t, s, n: lazy(
            t, lambda: islice(items_of(s), max(n, 0))
        ),
        f"static Skip<TSource>({_E}, int count) -> {_SEQ}": lambda t, s, n: lazy(t, lambda: items_of(s)[max(n, 0) :]),
        f"static TakeLast<TSource>({_E}, int count) -> {_SEQ}": lambda t, s, n: lazy(
            t, lambda: items_of(s)[-n:] if n > 0 else []
        ),
        f"static SkipLast<TSource>({_E}, int count) -> {_SEQ}": lambda t, s, n: lazy(
            t, lambda: items_of(s)[:-n] if n > 0 else items_of(s)
        ),
        f"static TakeWhile<TSource>({_E}, {_P}) -> {_SEQ}": take_while,
        f"static SkipWhile<TSource>({_E}, {_P}) -> {_SEQ}": skip_while,
        f"static Reverse<TSource>({_E}) -> {_SEQ}": lambda t, s: lazy(t, lambda: backwards(s)),
        f"static Reverse<TSource>(TSource[] source) -> {_SEQ}": lambda t, s: lazy(t, lambda: backwards(s)),
        f"static Append<TSource>({_E}, TSource element) -> {_SEQ}": lambda t, s, x: lazy(t, lambda: [*items_of(s), x]),
        f"static Prepend<TSource>({_E}, TSource element) -> {_SEQ}": lambda t, s, x: lazy(t, lambda: [x, *items_of(s)]),
        f"static OrderBy<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> {_SEQ}": ordered(1),
        f"static OrderByDescending<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> {_SEQ}": ordered(-1),
        f"static GroupBy<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> object": group_by,
        f"static Chunk<TSource>({_E}, int size) -> object": chunks,
        "static Zip<TFirst, TSecond, TResult>(IEnumerable[TFirst] first, IEnumerable[TSecond] second, Func[TFirst, TSecond, TResult] resultSelector) -> object": zipped,
        f"static DefaultIfEmpty<TSource>({_E}) -> {_SEQ}": lambda t, s: lazy(
            t, lambda: items_of(s) or [default_of(t[0])]
        ),
        "static Range(int start, int count) -> IEnumerable[int]": number_range,
        "static Repeat<TResult>(TResult element, int count) -> object": lambda t, x, n: lazy(t, lambda: filled(x, n)),
        "static Empty<TResult>() -> object": lambda t: typed_list([], t[0].name),
        f"static AsEnumerable<TSource>({_E}) -> {_SEQ}": lambda t, s: s,
    }


def _folding() -> dict[str, Any]:
    table: dict[str, Any] = {}
    for word, zero, kind in (("int", 0, int), ("long", 0, Int64), ("double", 0.0, float), ("decimal", 0, lambda v: v),
                             ("float", 0.0, lambda v: v)):  # fmt: skip
        table[f"static Sum(IEnumerable[{word}] source) -> {word}"] = summed(zero, kind)  # type: ignore[arg-type]
        table[f"static Average(IEnumerable[{word}] source) -> double"] = average
    for name, call in (("First", first), ("FirstOrDefault", first_or_default), ("Last", last),
                       ("LastOrDefault", last_or_default), ("Single", single), ("Count", count)):  # fmt: skip
        returns = "int" if name == "Count" else "TSource"
        table[f"static {name}<TSource>({_E}) -> {returns}"] = call
        table[f"static {name}<TSource>({_E}, {_P}) -> {returns}"] = call
    table.update(
        {
            f"static LongCount<TSource>({_E}) -> long": lambda t, s: Int64(count(t, s)),
            f"static Sum<TSource>({_E}, Func[TSource, object] selector) -> object": sum_by,
            f"static ElementAt<TSource>({_E}, int index) -> TSource": element_at,
            f"static Any<TSource>({_E}) -> bool": lambda t, s: bool(items_of(s, "source")),
            f"static Any<TSource>({_E}, {_P}) -> bool": lambda t, s, p: any(test(p)(x) for x in items_of(s, "source")),
            f"static All<TSource>({_E}, {_P}) -> bool": lambda t, s, p: all(test(p)(x) for x in items_of(s, "source")),
            f"static Contains<TSource>({_E}, TSource value) -> bool": lambda t, s, v: any(
                equal(x, v) for x in items_of(s)
            ),
            f"static Max<TSource>({_E}) -> TSource": largest,
            f"static Min<TSource>({_E}) -> TSource": lambda t, s: largest(t, s, -1),
            f"static MaxBy<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> TSource": by_key(1),
            f"static MinBy<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> TSource": by_key(-1),
            f"static SequenceEqual<TSource>({_TWO}) -> bool": sequence_equal,
            f"static Aggregate<TSource>({_E}, Func[TSource, TSource, TSource] func) -> TSource": aggregate,
            f"static Aggregate<TSource, TAccumulate>({_E}, TAccumulate seed, Func[TAccumulate, TSource, TAccumulate] func) -> TAccumulate": aggregate,
            f"static ToArray<TSource>({_E}) -> TSource[]": lambda t, s: typed_list(items_of(s, "source"), t[0].name),
            f"static ToList<TSource>({_E}) -> object": lambda t, s: GenericList(items_of(s, "source"), (t[0].name,)),
            f"static ToHashSet<TSource>({_E}) -> object": lambda t, s: HashSet(items_of(s, "source"), (t[0].name,)),
            f"static ToDictionary<TSource, TKey>({_E}, Func[TSource, TKey] keySelector) -> object": to_dictionary,
            f"static ToDictionary<TSource, TKey, TElement>({_E}, Func[TSource, TKey] keySelector, Func[TSource, TElement] elementSelector) -> object": to_dictionary,
        }
    )
    return table


define("System.Linq.Enumerable", kind="static", members=lambda: {**_selecting(), **_folding()})

"""Measure-Object: counts, sums, extremes, and the lines, words and characters of text.

Source: conformance/cmdlets/measure-object.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_double
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.members import MISSING
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.results import GenericMeasureInfo, GenericObjectMeasureInfo, TextMeasureInfo
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.objects import text_of
from perdure.runtime.ordering import order

_GENERIC, _TEXT = "GenericMeasure", "TextMeasure"


class Statistics:
    """What is known of one property so far."""

    __slots__ = (
        "count",
        "sum",
        "low",
        "high",
        "mean",
        "squares",
        "lines",
        "words",
        "characters",
        "plain_min",
        "plain_max",
    )

    def __init__(self) -> None:
        self.count = self.lines = self.words = self.characters = 0
        self.sum = self.mean = self.squares = 0.0
        self.low: Any = None
        self.high: Any = None


def as_number(value: Any) -> float | None:
    """Gives a value as a Double where it can be one."""
    kind = type(value)
    if kind is int or kind is float:
        return float(value)
    try:
        return to_double(value)
    except ScriptError:
        return None


@cmdlet("Measure-Object", aliases="measure", default_set=_GENERIC)
class MeasureObject(Cmdlet):
    """Measures objects, their properties or text."""

    InputObject = P("psobject", pipe="value")
    Property = P("object[]", pos=0)
    StandardDeviation = P("switch", sets=_GENERIC)
    Sum = P("switch", sets=_GENERIC)
    AllStats = P("switch", sets=_GENERIC)
    Average = P("switch", sets=_GENERIC)
    Maximum = P("switch", sets=_GENERIC)
    Minimum = P("switch", sets=_GENERIC)
    Line = P("switch", sets=_TEXT)
    Word = P("switch", sets=_TEXT)
    Character = P("switch", sets=_TEXT)
    IgnoreWhiteSpace = P("switch", sets=_TEXT)

    def begin(self) -> None:
        every = bool(self.AllStats)
        self.adds = every or bool(self.Sum)
        self.averages = every or bool(self.Average)
        self.deviates = every or bool(self.StandardDeviation)
        self.finds_low = every or bool(self.Minimum)
        self.finds_high = every or bool(self.Maximum)
        self.numeric = self.adds or self.averages or self.deviates
        self.textual = bool(self.Line or self.Word or self.Character)
        self.not_numeric = False
        self.total = 0
        self.statistics: dict[str, Statistics] = {}
        self.expressions: list[Expression] | None = None
        if self.Property is not None:
            given = self.Property if isinstance(self.Property, list) else [self.Property]
            self.expressions = [_expression(g) for g in given]
        elif not (self.numeric or self.textual or self.finds_low or self.finds_high):
            self.stage.process = self.count_only

    def count_only(self) -> None:
        """Does what `process` does where only the count is wanted."""
        if self.InputObject is not None:
            self.total += 1

    def process(self) -> None:
        value = self.InputObject
        if value is None:
            return
        self.total += 1
        if self.expressions is None:
            self.analyze("", unwrap(value))
        else:
            self.analyze_properties(value)

    def analyze_properties(self, value: Any) -> None:
        counted: set[str] = set()
        assert self.expressions is not None
        for expression in self.expressions:
            resolved = expression.resolve(value, self.scope)
            if not resolved and not expression.wild:
                self.of(expression.name)
            for one in resolved:
                if one.name.lower() in counted:
                    continue
                found = one.value(value, self.scope)
                if found is not MISSING:
                    self.analyze(one.name, None if type(found) is Failure else unwrap(found))
                    counted.add(one.name.lower())

    def of(self, name: str) -> Statistics:
        """Gives the statistics of a property."""
        found = self.statistics.get(name)
        if found is None:
            found = next((s for n, s in self.statistics.items() if n.lower() == name.lower()), None)
            if found is None:
                found = self.statistics[name] = Statistics()
        return found

    def analyze(self, name: str, value: Any) -> None:
        """Takes one value."""
        stat = self.of(name)
        stat.count += 1
        if self.textual:
            self.analyze_text(net_text(value), stat)
        if self.numeric:
            number = as_number(value)
            if number is None:
                self.not_numeric = True
                raised = NetException(
                    "System.InvalidOperationException", f'Input object "{text_of(value)}" is not numeric.'
                )
                self.write_error(self.own(ErrorRecord(raised, "NonNumericInputObject", "InvalidType", value)))
                return
            stat.sum += number
            if self.deviates:
                before = stat.mean
                stat.mean += (number - before) / stat.count
                stat.squares += (number - before) * (number - stat.mean)
        if self.finds_low and (stat.low is None or _beyond(stat.low, value, 1)):
            stat.low = value
        if self.finds_high and (stat.high is None or _beyond(stat.high, value, -1)):
            stat.high = value

    def analyze_text(self, text: str, stat: Statistics) -> None:
        if self.Character:
            stat.characters += len(text) if not self.IgnoreWhiteSpace else sum(not c.isspace() for c in text)
        if self.Word:
            stat.words += len(text.split())
        if self.Line and text:
            stat.lines += text.count("\n") + (not text.endswith("\n"))

    def end(self) -> None:
        if self.expressions is None and not self.statistics:
            self.of("").count = self.total
        for name, stat in self.statistics.items():
            if stat.count == 0 and self.expressions is not None:
                if members.strict_version(self.scope) >= 2:
                    self.missing(name)
                continue
            made: Any = self.text_result(stat) if self.textual or self.set_name == _TEXT else self.result(stat)
            if self.expressions is not None:
                made.of = name
            self.emit(made)

    def missing(self, name: str) -> None:
        message = f'The property "{name}" cannot be found in the input for any objects.'
        raised = NetException("System.Management.Automation.PSArgumentException", message)
        error_id = "TextMeasurePropertyNotFound" if self.textual else "GenericMeasurePropertyNotFound"
        self.write_error(self.own(ErrorRecord(raised, error_id, "InvalidArgument")))

    def text_result(self, stat: Statistics) -> TextMeasureInfo:
        made: Any = TextMeasureInfo()
        made.lines = stat.lines if self.Line else None
        made.words = stat.words if self.Word else None
        made.characters = stat.characters if self.Character else None
        return made  # type: ignore[no-any-return]

    def result(self, stat: Statistics) -> GenericMeasureInfo:
        low, high = as_number(stat.low), as_number(stat.high)
        plain = (stat.low is None or low is not None) and (stat.high is None or high is not None)
        made: Any = (GenericMeasureInfo if plain else GenericObjectMeasureInfo)(stat.count)
        if not self.not_numeric:
            made.sum = stat.sum if self.adds else None
            made.average = stat.sum / stat.count if self.averages and stat.count else None
            if self.deviates:
                made.deviation = (
                    (stat.squares / (stat.count - 1)) ** 0.5 if stat.count > 1 else float("nan") if stat.count else None
                )
        if self.finds_low:
            made.minimum = (None if stat.low is None else low) if plain else stat.low
        if self.finds_high:
            made.maximum = (None if stat.high is None else high) if plain else stat.high
        return made  # type: ignore[no-any-return]


def _expression(given: Any) -> Expression:
    base = unwrap(given)
    return Expression(base.text(), base) if isinstance(base, ScriptBlock) else Expression(text_of(given))


def _beyond(known: Any, value: Any, sign: int) -> bool:
    """Tells whether a value lies below (sign 1) or above (-1) the extreme that is known."""
    if value is None:
        return sign < 0 and False
    a, b = as_number(known), as_number(value)
    if a is not None and b is not None:
        return (a - b) * sign > 0
    if type(known) is type(value):
        return order(known, value, True) * sign > 0
    return order(text_of(known), text_of(value), True) * sign > 0

"""Get-Random, Get-SecureRandom and New-Guid."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert_to
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import INT32_MAX, INT32_MIN, INT64_MAX, Int64
from perdure.runtime.chance import Chance, Seeded

NUMBERS, ITEMS, SHUFFLE = "RandomNumberParameterSet", "RandomListItemParameterSet", "ShuffleParameterSet"


class RandomCmdlet(Cmdlet):
    """The base of both: numbers between two bounds, or a choice among items."""

    Maximum = P("object", pos=0, sets=NUMBERS)
    Minimum = P("object", sets=NUMBERS)
    InputObject = P("object[]", pos=0, mandatory=True, pipe="value", sets=ITEMS, null=True).also(
        sets=SHUFFLE, pos=0, mandatory=True, pipe="value"
    )
    Count = P("int", sets=f"{NUMBERS} {ITEMS}", validate=[validate_range(1, 2147483647)], default=1)
    Shuffle = P("switch", mandatory=True, sets=SHUFFLE)

    def chance(self) -> Chance:
        """Gives where the random bytes come from."""
        raise NotImplementedError

    def begin(self) -> None:
        self.source = self.chance()
        self.chosen: list[Any] = []
        self.seen = 0
        self.among = self.set_name != NUMBERS or self.invocation.expecting_input or self.has("InputObject")

    def process(self) -> None:
        if not self.among or not self.has("InputObject"):
            return
        for item in self.InputObject if self.InputObject is not None else (None,):
            self.consider(item)

    def consider(self, item: Any) -> None:
        """Takes an item into the choice, by reservoir sampling: each has the same chance however many come."""
        if self.Shuffle or self.seen < self.Count:
            self.chosen.append(item)
        elif self.source.below(0, self.seen + 1) < self.Count:
            self.chosen[self.source.below(0, len(self.chosen))] = item
        self.seen += 1

    def end(self) -> None:
        if not self.among:
            for _ in range(self.Count):
                self.write(self.number())
            return
        chosen = self.chosen
        for at in range(len(chosen)):
            other = self.source.below(at, len(chosen))
            chosen[at], chosen[other] = chosen[other], chosen[at]
        self.write_each(chosen)

    def number(self) -> Any:
        """Gives a number between the bounds; its type follows theirs."""
        low, high = self.limit(self.Minimum), self.limit(self.Maximum)
        if isinstance(low, float) or isinstance(high, float):
            least = 0.0 if low is None else float(low)
            most = 1.7976931348623157e308 if high is None else float(high)
            self.check(least, most)
            return self.source.real(least, most)
        wide = any(isinstance(b, Int64) for b in (low, high))
        least_int = 0 if low is None else int(low)
        most_int = (INT64_MAX if wide and high is None else INT32_MAX) if high is None else int(high)
        self.check(least_int, most_int)
        drawn = self.source.below(least_int, most_int)
        return Int64(drawn) if wide else drawn

    def limit(self, value: Any) -> Any:
        """Gives a bound as a number: Int32, Int64 or double."""
        value = unwrap(value)
        if value is None:
            return None
        if type(value) is str:
            value = convert_to(value, "System.Double") if "." in value or "e" in value.lower() else convert_to(value, "System.Int64")  # fmt: skip
        if isinstance(value, float):
            return float(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return int(value) if INT32_MIN <= value <= INT32_MAX else Int64(value)
        return float(convert_to(value, "System.Double"))

    def check(self, low: Any, high: Any) -> None:
        """Refuses a minimum that is not below the maximum."""
        if low >= high:
            text = f"The Minimum value ({low}) cannot be greater than or equal to the Maximum value ({high})."
            raise ScriptError(
                self.error(text, "MinGreaterThanOrEqualMax", "InvalidArgument", None, "System.ArgumentException")
            )


@cmdlet("Get-Random", default_set=NUMBERS)
class GetRandom(RandomCmdlet):
    """Gives random numbers, or items in a random choice; -SetSeed makes both repeatable."""

    SetSeed = P("System.Nullable[int]")

    def chance(self) -> Chance:
        if self.SetSeed is not None:
            self.cx.seeded_chance = Seeded(int(self.SetSeed))
        seeded: Chance | None = getattr(self.cx, "seeded_chance", None)
        return seeded if seeded is not None else Chance(self.cx.host.random().randbytes)


@cmdlet("Get-SecureRandom", default_set=NUMBERS)
class GetSecureRandom(RandomCmdlet):
    """Gives random numbers or items that nobody can foretell."""

    def chance(self) -> Chance:
        from secrets import token_bytes

        return Chance(token_bytes)


@cmdlet("New-Guid", default_set="Default")
class NewGuid(Cmdlet):
    """Makes a GUID."""

    Empty = P("switch", sets="Empty")
    InputObject = P("string", pos=0, pipe="value", sets="InputObject")

    def process(self) -> None:
        if self.set_name == "InputObject" and self.has("InputObject"):
            self.write(convert_to(self.InputObject, "System.Guid"))
        elif self.Empty:
            self.write(Guid())
        else:
            self.write(random_guid(self.cx))


def random_guid(cx: Any) -> Guid:
    """Makes a random GUID (version 4)."""
    drawn = bytearray(cx.host.random().randbytes(16))
    drawn[6] = drawn[6] & 0x0F | 0x40
    drawn[8] = drawn[8] & 0x3F | 0x80
    return Guid(drawn.hex())

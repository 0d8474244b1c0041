"""Random numbers out of random bytes as Get-Random draws them, and .NET's seeded generator behind -SetSeed.

The same seed gives the same numbers as PowerShell's: the generator is Knuth's subtractive one, as System.Random keeps it
for seeds.
"""

from collections.abc import Callable

INT32_MAX = 2**31 - 1


def from_bytes(data: bytes) -> int:
    """Gives a signed 32-bit number."""
    return int.from_bytes(data, "little", signed=True)


class Chance:
    """Draws numbers; `draw(n)` gives n random bytes."""

    def __init__(self, draw: Callable[[int], bytes]) -> None:
        self.draw = draw

    def next(self) -> int:
        """Gives a number from 0 up to, but not, the largest Int32."""
        number = INT32_MAX
        while number == INT32_MAX:
            number = from_bytes(self.draw(4))
        return number + INT32_MAX if number < 0 else number

    def fraction(self) -> float:
        """Gives a double from 0 up to, but not, 1."""
        return self.next() * (1.0 / INT32_MAX)

    def below(self, low: int, high: int) -> int:
        """Gives a whole number from `low` up to, but not, `high`."""
        span = high - low
        if span <= INT32_MAX:
            return int(self.fraction() * span) + low
        mask = (1 << span.bit_length()) - 1
        while True:
            number = int.from_bytes(self.draw(8), "little") & mask
            if number < span:
                return low + number

    def real(self, low: float, high: float) -> float:
        """Gives a double from `low` up to, but not, `high`."""
        while True:
            r = self.fraction()
            number = low + r * high - r * low
            if number < high:
                return number


class Seeded(Chance):
    """Numbers that a seed determines."""

    def __init__(self, seed: int) -> None:
        super().__init__(self.bytes)
        self.table = seed_table(seed)
        self.at, self.behind = 0, 21

    def sample(self) -> int:
        """Gives the generator's next raw number."""
        self.at = self.at % 55 + 1
        self.behind = self.behind % 55 + 1
        number = self.table[self.at] - self.table[self.behind]
        if number == INT32_MAX:
            number -= 1
        if number < 0:
            number += INT32_MAX
        self.table[self.at] = number
        return number

    def next(self) -> int:
        return self.sample()

    def bytes(self, count: int) -> bytes:
        """Gives bytes, one of each raw number."""
        return bytes([self.sample() & 0xFF for _ in range(count)])


def seed_table(seed: int) -> list[int]:
    """Makes the generator's 55 numbers of a seed."""
    table = [0] * 56
    left = 161803398 - min(abs(seed), INT32_MAX)
    table[55] = left
    right = 1
    for i in range(1, 55):
        at = 21 * i % 55
        table[at] = right
        right = left - right
        if right < 0:
            right += INT32_MAX
        left = table[at]
    for _ in range(4):
        for k in range(1, 56):
            n = k + 30
            if n >= 55:
                n -= 55
            number = table[k] - table[1 + n]
            number = (number + 2**31) % 2**32 - 2**31
            table[k] = number + INT32_MAX if number < 0 else number
    return table

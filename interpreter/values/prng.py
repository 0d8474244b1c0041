"""The generator behind System.Random with a seed: Knuth's subtractive one, whose numbers .NET keeps for ever.

State only; what numbers are made of its samples is said in dotnet/random.py and by Get-Random.
"""

INT32_MAX = 2**31 - 1


class Subtractive:
    """The generator's 55 numbers and its two places in them."""

    __slots__ = ("table", "at", "behind")

    def __init__(self, seed: int) -> None:
        self.table = seed_table(seed)
        self.at, self.behind = 0, 21

    def sample(self) -> int:
        """Gives the next raw number, from 0 up to, but not, the largest Int32."""
        self.at = self.at % 55 + 1
        self.behind = self.behind % 55 + 1
        number = self.table[self.at] - self.table[self.behind]
        if number == INT32_MAX:
            number -= 1
        if number < 0:
            number += INT32_MAX
        self.table[self.at] = number
        return number


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

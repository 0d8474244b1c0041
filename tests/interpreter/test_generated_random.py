"""Random scripts show the same with closures and with generated functions; the seeds are fixed.

A longer run by hand: python -m tests.interpreter.test_generated_random SECONDS [SEED]
"""

import random
import sys
import time

import pytest

import perdure

TIMED_OUT = "timed out"  # what a script that grows without end comes to, anywhere
NAMES = ["a", "b", "c", "d", "list", "table", "text", "object"]
VALUES = ["0", "1", "-7", "3", "2.5", "'x'", "'12'", "\"n$a\"", "$null", "$true", "2147483647", "1.0", "'Ab'", "@()", "(1, 2, 3)",
          "[long] 5", "[char] 'q'", "[decimal] 1.5", "@{ k = 1 }"]  # fmt: skip
BINARY = ["+", "-", "/", "%", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-and", "-or", "-band", "-bor", "-xor", "-ceq", "-shr", "-is [int] -and", "-f", "-join", "-contains", "-like", "??"]  # fmt: skip


class Writer:
    """Writes a script at random. `deep` limits the nesting."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.loops = 0
        self.calls = False  # the functions do not call each other

    def counter(self) -> str:
        """Gives a loop's own variable."""
        self.loops += 1
        return f"$n{self.loops}"

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def name(self) -> str:
        return "$" + self.chance.choice(NAMES)

    def value(self, deep: int) -> str:
        kind = self.chance.randrange(16 if deep else 6)
        if kind < 4:
            return self.name()
        if kind < 6:
            return self.chance.choice(VALUES)
        if kind < 10:
            return f"({self.value(deep - 1)} {self.chance.choice(BINARY)} {self.value(deep - 1)})"
        return [
            lambda: f"$list[{self.value(deep - 1)}]",
            lambda: f"$table[{self.value(deep - 1)}]",
            lambda: self.pick("$k.N", "$k.Add($i)", "$k.Name", "$table.k", "$table.Count", "$list.Count", "$text.Length", "$object.N", "$object.name", "$i"),
            lambda: f"{self.pick('-', '!', '-not ')}{self.value(deep - 1)}",
            lambda: self.pick(
                "$text.ToUpper()", "$text.Substring(1)", "$text.IndexOf('n')", "\"$a-$($b)\"", "$table.ContainsKey('k')",
                "[math]::Max($a, 2)", "'{0}:{1:d2}' -f $i, 7", "$(if ($i % 2) { $a } else { 'e' })", "[int] $a", "[string] $b", "$i++",
                f"($n{self.loops} * 3)", "(2.5 * $round)",
            ),
            lambda: f"({self.value(deep - 1)} ? {self.value(deep - 1)} : {self.value(deep - 1)})",
        ][kind - 10]()  # fmt: skip

    def statement(self, deep: int) -> str:
        kind = self.chance.randrange(18 if deep else 9)
        value = self.value(2)
        if kind < 3:
            return self.bounded("=", value)
        if kind < 5:
            return self.bounded(self.pick("+=", "-=", "/=", "%="), value)
        if kind < 9:
            return self.pick(
                f"{self.name()}{self.pick('++', '--')}", f"$list[{self.value(1)}] = {value}", f"$table[{self.value(1)}] = {value}",
                f"$table.k {self.pick('=', '+=')} {value}", f"$object.N {self.pick('=', '+=')} {value}", "$object.N++", "$list[1]++", "$table['k']++",
                value, f"\"<$({value})>\"", "up", *self.called(value), f"$k.N += {value}", "$k.N++", "$null = $k.Add($a)", f"$x = if ({value}) {{ {self.name()} }} else {{ 5 }}; $x", "$null = $list.Add(3)", "$a = 0; $b = 1",
                "$list = 1, 2, 3", "$table = @{ k = 1 }", "$text = 'none'",
            )  # fmt: skip
        n = self.counter()
        body = self.block(deep - 1)
        return [
            lambda: f"if ({value}) {{ {body} }} elseif ({self.value(1)}) {{ {self.block(deep - 1)} }} else {{ {self.block(0)} }}",
            lambda: f"foreach ($i in {self.pick('1..4', '$list', '(3, $a)', '$table.Keys.Clone', '4..2')}) {{ {body} }}",
            lambda: f"for ({n} = 0; {n} -lt 4; {n}++) {{ {body}; if ({n} -gt 2) {{ break }} }}",
            lambda: f"{n} = 0; while ({n} -lt 3) {{ {n}++; {body} }}",
            lambda: f"{n} = 0; do {{ {n}++; {body} }} until ({n} -ge 3)",
            lambda: f"try {{ {body} }} catch {{ \"caught: $_\" }} finally {{ $d = {self.value(0)} }}",
            lambda: f"switch ({value}) {{ 1 {{ {body} }} 3 {{ $c++; break }} default {{ $d = 2 }} }}",
            lambda: f"foreach ($q in 1..5) {{ {body}; if ({self.value(1)}) {{ {self.pick('break', 'continue')} }}; $c++ }}",
            lambda: f"1..2 | ForEach-Object {{ {body} }}",
        ][kind - 9]()  # fmt: skip

    def called(self, value: str) -> list[str]:
        return [f"one {self.name()}", f"$x = two {self.value(0)}", f"$c = one ({value})"] if self.calls else []

    def bounded(self, operator: str, value: str) -> str:
        """Gives an assignment; what has grown long begins anew."""
        name = self.name()
        return f'{name} {operator} {value}; if ("{name}".Length -gt 60) {{ {name} = 1 }}'

    def block(self, deep: int) -> str:
        return "; ".join([self.statement(deep) for _ in range(self.chance.randrange(1, 5))])

    def script(self) -> str:
        functions = (
            f"function one($p) {{ $a = $p; {self.block(2)}; return {self.value(1)} }}; "
            f"function two([int] $p, [string] $text = 't') {{ foreach ($m in 1..3) {{ $p += 1; {self.block(1)} }}; {self.value(1)} }}; "
            "class K { [int] $N = 1; [string] $Name = 'k'; [object] Add([object] $x) { $this.N += 1; if ($x -is [int]) { $this.N += $x }; "
            f'$a = $this.N; foreach ($m in 1..2) {{ $this.Name = "n$m"; if ({self.value(0)}) {{ return $a }} }}; return $this.Name }} }}; $k = [K]::new(); '
        )
        self.calls = True
        return functions + (
            "function up { $script:b = 4; $d }; $a = 1; $b = 2; $c = 0; $d = 'd'; $i = 9; $list = @(1, 2, 3); $table = @{ k = 1; Z = 'z' }; "
            "$text = 'nine'; $object = [pscustomobject]@{ N = 1; Name = 'o' }; & { " + self.block(2) + " }; foreach ($round in 1..3) { "
            + self.block(3) + " }; \"$a|$b|$c|$d|$i|$list|$($table.k)|$text|$($object.N)|$x|$($k.N)\""
        )  # fmt: skip


def shown(script: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setenv("PERDURE_GENERATED", mode)
    result = perdure.run(script, timeout_s=4)
    if result.error is not None and result.error.fully_qualified_error_id == "RunTimedOut":
        return [TIMED_OUT]
    errors = [f"{e.fully_qualified_error_id} {e.message} {e.record.position_span}" for e in result.errors]
    ended = None if result.error is None else f"{result.error.fully_qualified_error_id} {result.error.message}"
    return [perdure.out_string(result.output), errors, ended, [e.message for e in result.parse_errors]]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_random_scripts_show_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    script = Writer(seed).script()
    closures = shown(script, "never", monkeypatch)
    for mode in ("soon", "always"):
        generated = shown(script, mode, monkeypatch)
        assert generated == closures or [TIMED_OUT] in (generated, closures), script


def main() -> None:
    """Runs until the time is over or a script shows two things."""
    until, seed = time.monotonic() + float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    patch, first = pytest.MonkeyPatch(), seed
    while time.monotonic() < until:
        script = Writer(seed).script()
        try:
            one, other = shown(script, "never", patch), shown(script, "soon", patch)
        except Exception as fault:
            one, other = ["fault"], [fault]
        if one != other and [TIMED_OUT] not in (one, other):
            print(f"seed {seed}\n{script}\nclosures:  {one}\ngenerated: {other}")
        seed += 1
    print(f"{seed - first} scripts")


if __name__ == "__main__":
    main()

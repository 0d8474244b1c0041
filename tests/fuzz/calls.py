"""Random calls of everything that is declared: .NET members with odd arguments, cmdlets with odd parameters.

They find what the cases' scripts do not come near. Types and cmdlets are read from the generated indexes.
"""

import random
from functools import cache

from perdure.interpreter.dotnet._index import TYPES
from perdure.interpreter.memberinfo import MethodGroup, members_of
from perdure.interpreter.typesys import NetType, find_type
from perdure.runtime.cmdlets.finder import COMMANDS, find_cmdlet
from tests.fuzz.texts import ODD

SUBJECTS = [
    "'abc'", "5", "1.5", "[decimal]1", "[char]'a'", "(Get-Date)", "[timespan]1", "@(1,2,3)", "@{a=1}", "[ordered]@{a=1}",
    "[System.Collections.ArrayList]@(1,2)", "[System.Collections.Generic.List[int]]@(1,2)", "[version]'1.2'", "[regex]'a(b)'",
    "[guid]::Empty", "[uri]'http://a/b?c'", "([xml]'<a b=\"1\"><c/></a>')", "[pscustomobject]@{a=1;b='x'}", "{ 1 }", "[bigint]5",
    "[System.Text.StringBuilder]::new('ab')", "[System.DayOfWeek]1", "$true", "[int]", "(Get-Item .)", "[datetimeoffset]::MinValue",
    "[System.Collections.Generic.Dictionary[string,int]]::new()", "[System.Collections.Queue]::new()", "[System.IO.MemoryStream]::new()",
    "[System.Collections.Generic.HashSet[int]]::new()", "[System.Text.Encoding]::UTF8", "$Host", "$ExecutionContext", "[char[]]'ab'",
    "[byte[]](1,2)", "('ab' | Select-String a)", "(Get-Command Get-Date)", "[int[,]]::new(2,2)", "[cultureinfo]'en-US'", "$PSVersionTable",
    "[System.Linq.Enumerable]::Range(1,3)", "('a'.GetEnumerator())", "[System.Collections.BitArray]::new(4)", "[ipaddress]'1.2.3.4'",
]  # fmt: skip
LEFT_OUT = {
    "read-host",
    "start-sleep",
    "wait-event",
    "wait-job",
    "wait-process",
    "wait-debugger",
    "get-credential",
}  # they only wait


@cache
def kinds() -> list[NetType]:
    """Gives all declared types that are no enum of constants only."""
    found = [find_type(name) for name in TYPES]
    return [k for k in found if k is not None and (members_of(k).static or members_of(k).instance)]


@cache
def members(text: str) -> list[tuple[str, int, bool]]:
    """Gives (name, arguments, is a method) of a subject's kind: all types' instance members, since anything may be tried."""
    out: dict[tuple[str, int, bool], None] = {}
    for kind in kinds():
        for member in members_of(kind).instance.values():
            if isinstance(member, MethodGroup):
                for over in member.overloads:
                    out[(member.name, len(over.params), True)] = None
            else:
                out[(member.name, 0, False)] = None
    return list(out)


def odd(chance: random.Random) -> str:
    return chance.choice(ODD if chance.randint(0, 2) else SUBJECTS)


def arguments(chance: random.Random, count: int) -> str:
    return ", ".join([odd(chance) for _ in range(max(0, count + chance.choice((0, 0, 0, 0, 1, -1))))])


def instance_call(chance: random.Random) -> str:
    name, count, method = chance.choice(members(""))
    subject = chance.choice(SUBJECTS)
    if not method:
        return f"$x = {subject}; $x.{name}; $x.{name} = {odd(chance)}"
    return f"$x = {subject}; $x.{name}({arguments(chance, count)})"


def own_call(chance: random.Random) -> str:
    """A call of a member that the subject has: asked of the session itself, by number."""
    at, args = chance.randrange(10**6), arguments(chance, chance.choice((0, 0, 1, 1, 1, 2, 2, 3)))
    return (
        f"$x = {chance.choice(SUBJECTS)}; $m = @(Get-Member -InputObject $x -MemberType Method); "
        f"if ($m) {{ $n = $m[{at} % $m.Count].Name; $x.$n({args}) }}"
    )


def static_call(chance: random.Random) -> str:
    kind = chance.choice(kinds())
    own = members_of(kind)
    if own.constructors and chance.randint(0, 2) == 0:
        over = chance.choice(own.constructors)
        return f'$x = [{kind.name}]::new({arguments(chance, len(over.params))}); "$x"; $x | Out-String'
    if not own.static:
        return f"[{kind.name}]{odd(chance)}"
    member = chance.choice(list(own.static.values()))
    if isinstance(member, MethodGroup):
        return f"[{kind.name}]::{member.name}({arguments(chance, len(chance.choice(member.overloads).params))})"
    return f"[{kind.name}]::{member.name}; [{kind.name}]::{member.name} = {odd(chance)}"


def command_call(chance: random.Random) -> str:
    low = chance.choice(sorted(set(COMMANDS) - LEFT_OUT))
    cls = find_cmdlet(low)
    assert cls is not None
    names = list(cls.declared)
    words = []
    for name in chance.sample(names, min(len(names), chance.choice((0, 1, 1, 2, 2, 3)))):
        words.append(f"-{name}" if cls.declared[name].type == "switch" else f"-{name} ({odd(chance)})")
    before = f"{odd(chance)} | " if chance.randint(0, 1) else ""
    return f"{before}{COMMANDS[low][1]} {' '.join(words)}"


OPERATORS = [
    "+",
    "-",
    "*",
    "/",
    "%",
    "-eq",
    "-ne",
    "-lt",
    "-gt",
    "-like",
    "-match",
    "-replace",
    "-split",
    "-join",
    "-f",
    "-contains",
    "-in",
    "-is",
    "-as",
    "-band",
    "-bor",
    "-shl",
    "-shr",
    "-xor",
    "..",
    "??",
    "-ceq",
    "-cmatch",
    "-creplace",
    "-notlike",
    "-isplit",
    "-and",
    "-or",
]


def operation(chance: random.Random) -> str:
    kind = chance.randint(0, 3)
    if kind == 0:
        return f"({odd(chance)})[{odd(chance)}]; $y = {odd(chance)}; $y[{odd(chance)}] = {odd(chance)}"
    if kind == 1:
        return f"[{chance.choice(kinds()).name}]({odd(chance)})"
    return f"({odd(chance)}) {chance.choice(OPERATORS)} ({odd(chance)})"


MAKERS = (instance_call, own_call, own_call, static_call, static_call, command_call, command_call, operation)


def calls(chance: random.Random) -> str:
    """Gives a script of a few calls; an error of one does not end the others."""
    return "\n".join([chance.choice(MAKERS)(chance) for _ in range(chance.randint(2, 6))])

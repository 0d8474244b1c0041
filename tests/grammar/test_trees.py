"""The shape of trees: precedence, statements, commands, definitions."""

from typing import Any

import pytest

from perdure.grammar import ast
from perdure.grammar.parse import parse_text
from tests.grammar.kit import arguments, expression, nodes, shape


def op(operator: str, left: Any, right: Any) -> Any:
    return ("Binary", operator, left, right)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1 + 2 * 3", op("+", "1", op("*", "2", "3"))),
        ("1 - 2 - 3", op("-", op("-", "1", "2"), "3")),
        ("1 + 2 -eq 3 -and 4", op("-and", op("-eq", op("+", "1", "2"), "3"), "4")),
        ("1 -and 2 -or 3", op("-or", op("-and", "1", "2"), "3")),
        ("1 -eq 2 -band 3", op("-band", op("-eq", "1", "2"), "3")),
        ("1, 2 + 3", op("+", ("ArrayLiteral", ("1", "2")), "3")),
        ("1..2, 3", op("..", "1", ("ArrayLiteral", ("2", "3")))),
        ("'a' -f 1, 2", op("-f", "a", ("ArrayLiteral", ("1", "2")))),
        ("2 * 'a' -f 1", op("*", "2", op("-f", "a", "1"))),
        ("$a ?? $b + 1", op("??", "$a", op("+", "$b", "1"))),
        ("$a -eq 1 ? 2 : 3", ("Ternary", op("-eq", "$a", "1"), "2", "3")),
        ("$a ? $b : $c ? $d : $e", ("Ternary", "$a", "$b", ("Ternary", "$c", "$d", "$e"))),
        ("$a ? $b ? 1 : 2 : 3", ("Ternary", "$a", ("Ternary", "$b", "1", "2"), "3")),
        (",1", ("ArrayLiteral", ("1",))),
        (",1,2", ("ArrayLiteral", (("ArrayLiteral", ("1",)), "2"))),
        ("-not $a -and $b", op("-and", ("Unary", "-not", "$a"), "$b")),
        ("-split $a, $b", ("ArrayLiteral", (("Unary", "-split", "$a"), "$b"))),
        ("$a -SPLIT ',' \u2013join ';'", op("-join", op("-split", "$a", ","), ";")),
        ("$x++", ("Postfix", "++", "$x")),
        ("--$x", ("Unary", "--", "$x")),
        ("1 -shl 2 -ceq 3", op("-ceq", op("-shl", "1", "2"), "3")),
    ],
)
def test_precedence(text: str, tree: Any) -> None:
    assert shape(expression(text)) == tree


def test_members_and_calls() -> None:
    node = expression("[A.B]::new(1, 2).C[0]?.d")
    assert type(node) is ast.Member and not node.static
    index = expression("${x}?[1]?.y")
    assert index.null_conditional and index.target.null_conditional
    call = expression("$x.Where{ $_ }")
    assert type(call) is ast.InvokeMember and type(call.arguments[0]) is ast.ScriptBlockExpression
    generic = expression("[array]::Empty[int]()")
    assert [t.text for t in generic.type_arguments] == ["int"] and generic.static


def test_type_names() -> None:
    name = expression("[Dictionary[string, int[]][,]]").type
    assert (name.name, name.rank) == ("", 2)
    inner = name.arguments[0]
    assert (inner.name, [a.text for a in inner.arguments]) == ("Dictionary", ["string", "int[]"])
    assert expression("[A.B, C, Version=1.0]").type.assembly == "C, Version=1.0"


def test_hashtable_keys_and_statements() -> None:
    table = expression("@{ a = 1; 'b c' = if ($x) { 1 }\n $k = 5\n foo-bar = 2; 3 = 4; class = 6 }")
    assert [shape(key) for key, _ in table.pairs] == ["a", "b c", "$k", "foo-bar", "3", "class"]


def test_commands() -> None:
    command = nodes("& $a.b 1 -x:2 {c} 2>&1 >>o.txt", ast.Command)[0]
    assert command.invocation == "&" and type(command.name) is ast.Member
    assert [(type(r).__name__, r.stream) for r in command.redirections] == [
        ("MergeRedirection", 2),
        ("FileRedirection", 1),
    ]
    assert command.redirections[1].append
    assert type(arguments("foo a, b, (1) c")[0]) is ast.ArrayLiteral


def test_chains_and_background() -> None:
    chain = parse_text("a && b || c &").body.end.body.statements[0]
    assert (chain.operator, chain.background, chain.left.operator) == ("||", True, "&&")
    two = parse_text("a & b").body.end.body.statements
    assert [s.background for s in two] == [True, False]


def test_assignments_take_statements() -> None:
    outer = parse_text("$a, [int] $b = $c = foreach ($i in 1) { $i }").body.end.body.statements[0]
    assert type(outer.target) is ast.ArrayLiteral and type(outer.value.value) is ast.ForEach


def test_loops_and_labels() -> None:
    loop = parse_text(":outer foreach ($i in 1..3) { continue outer }").body.end.body.statements[0]
    assert loop.label == "outer" and loop.body.statements[0].label.value == "outer"
    head = parse_text("for (;$i -lt 1;) { }").body.end.body.statements[0]
    assert (head.initializer, head.iterator) == (None, None) and head.condition is not None
    lines = parse_text("for (\n $i = 0\n $i -lt 3\n $i++\n) { }").body.end.body.statements[0]
    assert None not in (lines.initializer, lines.condition, lines.iterator)


def test_switch() -> None:
    node = parse_text(
        "switch -reg -CaseSensitive ($x) { a { 1 } { $_ } { 2 } default { 3 } }"
    ).body.end.body.statements[0]
    assert node.flags == ("regex", "casesensitive") and len(node.clauses) == 2 and node.default is not None


def test_script_blocks() -> None:
    block = parse_text("param($a, [int] $b = 1)\nbegin { 1 }\nprocess { 2 }\nend { 3 }\nclean { 4 }").body
    assert [p.variable.name for p in block.param.parameters] == ["a", "b"]
    assert [n.kind for n in (block.begin, block.process, block.end, block.clean)] == [
        "begin",
        "process",
        "end",
        "clean",
    ]
    assert block.param.parameters[1].attributes[0].text == "int"


def test_functions() -> None:
    node = nodes("Workflow Get-X($a) { [CmdletBinding()] $x }", ast.FunctionDefinition)[0]
    assert (node.kind, node.name, len(node.parameters)) == ("workflow", "Get-X", 1)
    attribute = nodes(
        "function f { [CmdletBinding()] [OutputType([int])] param([Parameter(Mandatory, Position=0)] $a) }",
        ast.Attribute,
    )
    assert [a.type.name for a in attribute] == ["CmdletBinding", "OutputType", "Parameter"]
    assert [name for name, _ in attribute[2].named] == ["Mandatory", "Position"]


def test_classes() -> None:
    node = nodes(
        "class A : B, C { static [int] $x = 1; hidden [string] $y\n A([int] $q) : base($q, 1) { }\n [void] M() { } N() { } }",
        ast.ClassDefinition,
    )[0]
    assert [b.text for b in node.bases] == ["B", "C"]
    kinds = [(type(m).__name__, m.name, m.static, m.hidden) for m in node.members]
    assert kinds == [
        ("PropertyMember", "x", True, False),
        ("PropertyMember", "y", False, True),
        ("MethodMember", "A", False, False),
        ("MethodMember", "M", False, False),
        ("MethodMember", "N", False, False),
    ]
    assert len(node.members[2].base_arguments) == 2 and node.members[3].return_type.text == "void"


def test_enums() -> None:
    node = nodes("[Flags()] enum E : byte { A = 1; B\n C }", ast.EnumDefinition)[0]
    assert node.underlying.text == "byte" and [m.name for m in node.members] == ["A", "B", "C"]


def test_workflow_keywords() -> None:
    text = "workflow W { parallel { sequence { a } b } foreach -throttlelimit 2 -parallel ($i in $x) { inlinescript\n { 1 } } }"
    assert len(nodes(text, ast.Parallel)) == len(nodes(text, ast.Sequence)) == 1
    loop = nodes(text, ast.ForEach)[0]
    assert loop.parallel and loop.throttle_limit.value == 2
    assert nodes(text, ast.Command)[-1].name.value == "inlinescript"


def test_using_and_requires() -> None:
    tree = parse_text(
        "#Requires -Version 7.2 -Modules A, @{ ModuleName = 'B' }\nusing namespace System.Text\nusing module X\n1"
    )
    assert [(u.kind, u.name.value) for u in tree.body.usings] == [("namespace", "System.Text"), ("module", "X")]
    assert [r.kind for r in tree.body.requires] == ["version", "modules"]

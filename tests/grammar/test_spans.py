"""Spans: the text of each node is what it was made of, and children lie within their parents, in order."""

import pytest

from perdure.grammar import ast
from perdure.grammar.parse import parse_text
from tests.grammar.kit import nodes
from tests.grammar.snippets import SNIPPETS

# class, text, the texts of the nodes of that class
TEXTS: list[tuple[type, str, list[str]]] = [
    (ast.Variable, '$a.b + ${c d} + "x $e" ; foo @f', ["$a", "${c d}", "$e", "@f"]),
    (ast.String, "foo 'a' \"b\" c; $x.d", ["foo", "'a'", '"b"', "c", "d"]),
    (ast.Number, "-5 + 1kb", ["-5", "1kb"]),
    (ast.Binary, "1 + 2 * 3", ["1 + 2 * 3", "2 * 3"]),
    (ast.Unary, "-not $a", ["-not $a"]),
    (ast.Member, "$a.b.c", ["$a.b.c", "$a.b"]),
    (ast.InvokeMember, "$a.b(1).c({ 2 })", ["$a.b(1).c({ 2 })", "$a.b(1)"]),
    (ast.Index, "$a[1][ 2 ]", ["$a[1][ 2 ]", "$a[1]"]),
    (ast.Convert, "[int] $a", ["[int] $a"]),
    (ast.TypeName, "[List[int]]::new([string[]]$a)", ["List[int]", "int", "string[]", "string"]),
    (ast.Paren, "( 1 )", ["( 1 )"]),
    (ast.Hashtable, "@{ a = 1 }", ["@{ a = 1 }"]),
    (ast.ExpandableString, '"a $(1) b"; foo x$y', ['"a $(1) b"', "x$y"]),
    (ast.SubExpression, '"a $(1 + 2) b"', ["$(1 + 2)"]),
    (ast.ScriptBlockExpression, "& { 1 } ", ["{ 1 }"]),
    (ast.Pipeline, "foo 1 | bar ; baz &", ["foo 1 | bar", "baz &"]),
    (ast.Command, "foo -a 1 >x | & bar", ["foo -a 1 >x", "& bar"]),
    (ast.CommandParameter, "foo -a -b:1", ["-a", "-b:1"]),
    (ast.FileRedirection, "foo 2>> x", ["2>> x"]),
    (ast.Assignment, "$a = $b += 1", ["$a = $b += 1", "$b += 1"]),
    (ast.If, "if (1) { 2 } else { 3 } 4", ["if (1) { 2 } else { 3 }"]),
    (ast.ForEach, ":l foreach ($a in 1) { }", [":l foreach ($a in 1) { }"]),
    (ast.DoWhile, "do { 1 } while (2)", ["do { 1 } while (2)"]),
    (ast.Switch, "switch (1) { 2 { 3 } }", ["switch (1) { 2 { 3 } }"]),
    (ast.Try, "try { 1 } catch { 2 } finally { 3 }", ["try { 1 } catch { 2 } finally { 3 }"]),
    (ast.Catch, "try { 1 } catch [A] { 2 }", ["catch [A] { 2 }"]),
    (ast.Return, "return 1", ["return 1"]),
    (ast.FunctionDefinition, "function f($a) { 1 } 2", ["function f($a) { 1 }"]),
    (ast.Parameter, "param([Alias('b')] [int] $a = 1, $c)", ["[Alias('b')] [int] $a = 1", "$c"]),
    (ast.Attribute, "param([Alias('b')] $a)", ["[Alias('b')]"]),
    (ast.ParamBlock, "[CmdletBinding()] param($a)", ["[CmdletBinding()] param($a)"]),
    (ast.NamedBlock, "begin { 1 } end { 2 }", ["begin { 1 }", "end { 2 }"]),
    (ast.ClassDefinition, "[A()] class B { }", ["[A()] class B { }"]),
    (ast.PropertyMember, "class B { static [int] $x = 1; $y }", ["static [int] $x = 1", "$y"]),
    (ast.MethodMember, "class B { hidden [int] M() { return 1 } }", ["hidden [int] M() { return 1 }"]),
    (ast.EnumMember, "enum E { A = 1; B }", ["A = 1", "B"]),
    (ast.Using, "using namespace A.B\n1", ["using namespace A.B"]),
    (ast.Requirement, "#requires -Version 7 -RunAsAdministrator", ["-Version 7", "-RunAsAdministrator"]),
    (ast.Script, " 1 ", [" 1 "]),
]


@pytest.mark.parametrize(("kind", "text", "texts"), TEXTS)
def test_text_of_span(kind: type, text: str, texts: list[str]) -> None:
    assert [text[n.span.start : n.span.end] for n in nodes(text, kind)] == texts


@pytest.mark.parametrize("text", SNIPPETS)
def test_children_lie_within_their_parents(text: str) -> None:
    for node in parse_text(text, fragment=True).walk():
        assert 0 <= node.span.start <= node.span.end <= len(text)
        for child in node.children():
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end, (node, child)


def test_operator_spans() -> None:
    text = "$a -eq 1; $b += 2"
    (binary,), (assignment,) = nodes(text, ast.Binary), nodes(text, ast.Assignment)
    assert [text[slice(*n.operator_span)] for n in (binary, assignment)] == ["-eq", "+="]

"""Parse errors: PowerShell's ids, places and order, and how they are shown."""

import pytest

from perdure.grammar.diagnostic import render
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_text

# text -> ids with places, in the order in which they are reported
ERRORS: list[tuple[str, str]] = [
    # ---- if and loops
    ("if", "MissingOpenParenthesisInIfStatement@2"),
    ("if (", "IfStatementMissingCondition@4"),
    ("if (1", "MissingEndParenthesisAfterStatement@5"),
    ("if (1)", "MissingStatementBlock@5"),
    ("if (1) { } elseif", "MissingOpenParenthesisInIfStatement@17"),
    ("if (1) { } else", "MissingStatementBlockAfterElse@15"),
    ("if ($true) { 'x'", "MissingEndCurlyBrace@11"),
    ("while", "MissingOpenParenthesisAfterKeyword@5"),
    ("while (", "MissingExpressionAfterKeyword@7"),
    ("while (1", "MissingEndParenthesisAfterStatement@8"),
    ("while (1)", "MissingLoopStatement@9"),
    ("do", "MissingLoopStatement@2"),
    ("do { }", "MissingWhileOrUntilInDoWhile@6"),
    ("do { } until", "MissingOpenParenthesisAfterKeyword@12"),
    ("do { } until (", "MissingExpressionAfterKeyword@14"),
    ("do { } until (1", "MissingEndParenthesisAfterStatement@15"),
    ("for", "MissingOpenParenthesisAfterKeyword@3"),
    ("for ($i=0;$i -lt 3", "MissingEndParenthesisAfterStatement@18"),
    ("for (;;)", "MissingLoopStatement@8"),
    ("foreach", "MissingOpenParenthesisAfterKeyword@7"),
    ("foreach (", "MissingVariableNameAfterForeach@9"),
    ("foreach ($x", "MissingInInForeach@11"),
    ("foreach ($x on $a) { }", "MissingInInForeach@11 UnexpectedToken@17"),
    ("foreach ($x in", "MissingForeachExpression@14"),
    ("foreach ($x in 1", "MissingEndParenthesisAfterForeach@16"),
    ("foreach ($x in 1)", "MissingForeachStatement@17"),
    ("$a = @(1, 2\nforeach ($x on $a) { }\n1 +", "MissingInInForeach@23 UnexpectedToken@31 ExpectedValueExpression@38"),
    # ---- switch, try, trap
    ("switch", "PipelineValueRequired@6"),
    ("switch (1", "MissingEndParenthesisInSwitchStatement@9"),
    ("switch (1)", "MissingCurlyBraceInSwitchStatement@10"),
    ("switch (1) { }", "MissingSwitchConditionExpression@12"),
    ("switch (1) { 1 }", "MissingSwitchStatementClause@14"),
    ("switch (1) { 1 { }", "MissingEndCurlyBrace@11"),
    ("switch (1) { default { } default { } }", "MultipleSwitchDefaultClauses@25"),
    ("switch -foo (1) { 1 { } }", "InvalidSwitchFlag@7"),
    ("try", "MissingTryStatementBlock@3"),
    ("try { }", "MissingCatchOrFinally@7"),
    ("try { } catch", "MissingCatchHandlerBlock@13"),
    ("try { } catch [int],", "MissingTypeLiteralToken@20"),
    ("try { } finally", "MissingFinallyStatementBlock@15"),
    ("try { } catch { } catch [int] { }", "EmptyCatchNotLast@17"),
    ("trap", "MissingTrapStatement@4"),
    ("while (1) { try { } finally { break } }", "ControlLeavingFinally@30"),
    ("function f { try { } finally { return } }", "ControlLeavingFinally@31"),
    ("try { } finally { while (1) { break } }", ""),
    # ---- brackets
    ("(", "ExpectedExpression@1 MissingEndParenthesisInExpression@1"),
    ("(1 + 2", "MissingEndParenthesisInExpression@6"),
    ("(1 2)", "UnexpectedToken@3 MissingEndParenthesisInExpression@2 UnexpectedToken@4"),
    ("$(1", "MissingEndParenthesisInSubexpression@3"),
    ("@(1, 2", "MissingEndParenthesisInSubexpression@6"),
    ("@{ a", "MissingEqualsInHashLiteral@4 MissingEndCurlyBrace@2"),
    ("@{ a 1 }", "MissingEqualsInHashLiteral@4"),
    ("@{ a = }", "MissingStatementInHashLiteral@6"),
    ("@{ a = 1", "MissingEndCurlyBrace@2"),
    ("@{ a = 1; A = 2 }", "DuplicateKeyInHashLiteral@10"),
    ("{ foo", "MissingEndCurlyBrace@0"),
    ("{ foo )", "MissingEndCurlyBrace@0 UnexpectedToken@6"),
    ("'a' }", "UnexpectedToken@4"),
    ("foo )", "UnexpectedToken@4"),
    ("'abc'.Substring(1", "MissingEndParenthesisInMethodCall@17"),
    ("$x.foo(1,", "MissingExpressionAfterToken@9"),
    ("$x[", "MissingArrayIndexExpression@3"),
    ("$x[1", "MissingEndSquareBracket@4"),
    ("[int", "EndSquareBracketExpectedAtEndOfAttribute@4"),
    ("[]", "MissingTypename@1"),
    # ---- operators
    ("$x = 1 +", "ExpectedValueExpression@8"),
    ("$x =", "ExpectedValueExpression@4"),
    ("1,", "MissingExpressionAfterToken@2"),
    ("-not", "MissingExpressionAfterOperator@4"),
    ("$x.", "MissingPropertyName@3"),
    ("$x ? 1", "MissingColonInTernaryExpression@6"),
    ("1 2", "UnexpectedToken@2"),
    ("1 -foo 2", "UnexpectedToken@2 UnexpectedToken@7"),
    ("$x . foo", "UnexpectedToken@3"),
    ("1 = 2", "InvalidLeftHandSide@0"),
    ("$using:n = 5", "InvalidLeftHandSide@0"),
    ("foo = 5; (foo) = 5", "InvalidLeftHandSide@10"),
    ("$a, 1 = 2", "InvalidLeftHandSide@4"),
    ("$a, $b += 2", "InvalidLeftHandSide@0"),
    ("5++", "OperatorRequiresVariableOrProperty@0"),
    ("$a = @b", "SplattingNotPermitted@5"),
    ("foo 1, @b", "SplattingNotPermittedInArgumentList@7"),
    ("[ordered] 1", "OrderedAttributeOnlyOnHashLiteralNode@0"),
    ("[ref] [int] $a", ""),
    ("[int] [ref] $a", "ReferenceNeedsToBeLastTypeInTypeConversion@6"),
    ("[void] $a = 1", "VoidTypeConstraintNotAllowed@0"),
    ("$using:x.Foo()", "InvalidUsingExpression@0"),
    ("$using:x.Foo[1].Bar", ""),
    # ---- pipelines and commands
    ("1 |", "EmptyPipeElement@3"),
    ("| foo", "EmptyPipeElement@0"),
    ("1 | | 2", "EmptyPipeElement@3 ExpressionsMustBeFirstInPipeline@6"),
    ("1 | 2 + 3", "ExpressionsMustBeFirstInPipeline@4"),
    ("foo &&", "EmptyPipelineChainElement@6"),
    ("foo & && bar", "BackgroundOperatorInPipelineChain@6"),
    ("&", "MissingExpression@0"),
    ("foo >", "MissingFileSpecification@5"),
    ("foo 1>&2", "RedirectionNotSupported@4"),
    ("foo < bar", "RedirectionNotSupported@4"),
    ("foo >a >b", "StreamAlreadyRedirected@7"),
    ("foo -x:", "ParameterRequiresArgument@7"),
    ("foo 1,", "MissingExpression@6"),
    ("foo ,1", "MissingArgument@4"),
    ("Write-Output ,1 ,@(1,2)", "MissingArgument@13"),
    # ---- characters
    ('"abc', "TerminatorExpectedAtEndOfString@0"),
    ("'abc", "TerminatorExpectedAtEndOfString@0"),
    ('@"\nabc', "TerminatorExpectedAtEndOfString@0"),
    ('@"\nabc\n  "@', "WhitespaceBeforeHereStringFooter@9"),
    ('@"x', "UnexpectedCharactersAfterHereStringHeader@2"),
    ("<# abc", "MissingTerminatorMultiLineComment@0"),
    ('"$a: b"', "InvalidVariableReferenceWithDrive@1"),
    ("${}", "EmptyVariableReference@2"),
    ("${a", "IncompleteDollarVariableReference@1"),
    ('"`u{110000}"', "InvalidUnicodeEscapeSequenceValue@1"),
    ('"`u1"', "InvalidUnicodeEscapeSequence@1"),
    ("256uy", "BadNumericConstant@5"),
    # ---- functions and attributes
    ("function", "MissingNameAfterKeyword@8"),
    ("function Foo\n'x'", "MissingFunctionBody@12"),
    ("function f($x", "MissingEndParenthesisInFunctionParameterList@13"),
    ("function f($x,) { }", "MissingExpressionAfterToken@14"),
    ("param($x\n'x'", "MissingEndParenthesisInFunctionParameterList@8"),
    ("function F($a, $A) { 1 }", "DuplicateFormalParameter@15"),
    ("function F($a) { param($b) }", "OnlyOneParameterListAllowed@17"),
    ("begin { } foo", "MissingNamedBlocks@10"),
    ("begin { } begin { }", "DuplicateScriptCommandClause@10"),
    ("function f { param([ValidateSet($x)] $y) }", "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock@32"),
    ("function f { param([Parameter(Mandatory, mandatory)] $y) }", "DuplicateNamedArgument@19"),
    ("[Foo()] 1", "UnexpectedAttribute@0"),
    # ---- classes and enums
    ("class", "MissingNameAfterKeyword@5"),
    ("class A", "MissingTypeBody@7"),
    ("class A {", "MissingEndCurlyBrace@9"),
    ("class C { [int] M() }", "MissingFunctionBody@19"),
    ("class A { [int] }", "IncompleteMemberDefinition@15"),
    ("class A { $x $y }", "MissingPropertyTerminator@12"),
    ("class A { $x; $X }", "MemberAlreadyDefined@14"),
    ("class A { M() { } M() { } M($a) { } }", "MemberAlreadyDefined@18"),
    ("class A { [int] M() { } }", "MethodHasCodePathNotReturn@16"),
    ("class A { [int] M() { if (1) { return 1 } else { throw 2 } } }", ""),
    ("class A { M() { return 1 } }", "VoidMethodHasReturn@16"),
    ("class A { [int] M() { return } }", "NonVoidMethodMissingReturnValue@22"),
    ("class A { [int] M() { return $b } }", "VariableNotLocal@29"),
    ("class A { M() { $b = 1; $b; & { $c }; $_; $global:d } }", ""),
    ("class A { $x; M() { $x = 1 } }", "MissingThis@20"),
    ("class A { static M() { $this } }", "NonStaticMemberAccessInStaticMember@23"),
    ("class A { [int] A() { } }", "ConstructorCantHaveReturnType@10 MethodHasCodePathNotReturn@16"),
    ("enum E { A = (Get-Random) }", "EnumeratorValueMustBeConstant@13"),
    ("enum Color { Red; red }", "MemberAlreadyDefined@18"),
    ("enum E : byte { A = 256 }", "EnumeratorValueOutOfBounds@20"),
    # ---- using, data, workflows
    ("'x'\nusing namespace System.Text", "UsingMustBeAtStartOfScript@4"),
    ("using foo", "MissingUsingStatementDirective@5"),
    ("using namespace", "MissingUsingItemName@15"),
    ("using namespace A = B", "UsingStatementNotSupported@0"),
    ("data Bad { Get-Date }", "CmdletNotInAllowedListForDataSection@11"),
    (
        "data Bad { $x = 1 }",
        "AssignmentStatementNotSupportedInDataSection@11 VariableReferenceNotSupportedInDataSection@11",
    ),
    ("parallel { }", "UnexpectedKeyword@0"),
    ("workflow w { function f { sequence { } } }", "UnexpectedKeyword@26"),
    ("workflow w { inlinescript { parallel { } } }", "UnexpectedKeyword@28"),
    ("parallel foo", "MissingStatementAfterKeyword@8"),
    ("foreach -parallel ($x in 1) { }", "ParallelNotSupported@0"),
    ("workflow w { foreach -throttlelimit 2 ($x in 1) { } }", "ThrottleLimitRequiresParallelFlag@13"),
    ("workflow w { foreach -parallel -throttlelimit ($x in 1) { } }", "MissingThrottleLimit@45"),
    ("workflow w { foreach -foo ($x in 1) { } }", "InvalidForeachFlag@21"),
    ("from x", "ReservedKeywordNotAllowed@0"),
    # ---- rarer
    ("@(1 2)", "UnexpectedToken@4"),
    ("foreach $x in 1..3 { }", "MissingOpenParenthesisAfterKeyword@7 UnexpectedToken@11"),
    ("function f($a $b) { }", "MissingEndParenthesisInFunctionParameterList@13 UnexpectedToken@16"),
    ("for ($i in 1..3) { }", "UnexpectedToken@8"),
    ("do 1 while (2)", "MissingLoopStatement@2 UnexpectedToken@5 MissingLoopStatement@14"),
    ("try 1 catch 2", "MissingTryStatementBlock@3 UnexpectedToken@6"),
    ("class A { void M() { } }", "MissingMethodParameterList@14 MissingFunctionBody@14"),
    ("class A { static static $x }", "DuplicateQualifier@17"),
    ("class A { [int] [string] $x }", "TooManyTypes@16"),
    ("enum E { 1 }", "MissingEndCurlyBrace@8 UnexpectedToken@11"),
    (
        '"$(1',
        "IncompleteDollarSubexpressionReference@1 TerminatorExpectedAtEndOfString@0 MissingEndParenthesisInSubexpression@4",
    ),
    ("[a[b", "EndSquareBracketExpectedAtEndOfAttribute@4"),
    ("[a,", "MissingAssemblyNameSpecification@3 EndSquareBracketExpectedAtEndOfAttribute@3"),
    ("$x = @", "UnrecognizedToken@5"),
    ("`", "IncompleteString@1"),
    # ---- several
    (
        "if (1 { }\n$x = 1 +\nfoo |",
        "UnexpectedToken@6 MissingEndParenthesisAfterStatement@6 ExpectedValueExpression@18 UnexpectedToken@19 EmptyPipeElement@24",
    ),
    ("function f {\n if ($true) {\n 1\n'end'", "MissingEndCurlyBrace@25 MissingEndCurlyBrace@11"),
]


def found(text: str) -> str:
    try:
        parse_text(text)
    except ParseError as error:
        return " ".join(f"{d.code}@{d.span.start}" for d in error.errors)
    return ""


@pytest.mark.parametrize(("text", "errors"), ERRORS)
def test_errors(text: str, errors: str) -> None:
    assert found(text) == errors


def test_a_parse_error_shows_place_line_and_carets() -> None:
    with pytest.raises(ParseError) as caught:
        parse_text("'fine'\nfoo | | bar\n", "x.ps1")
    assert render(caught.value.errors[0], caught.value.source) == (
        "x.ps1:2:6: An empty pipe element is not allowed. (EmptyPipeElement)\n    foo | | bar\n         ^\n"
        "    Write a command on both sides of each '|'."
    )


@pytest.mark.parametrize("text", ["x" * 300 + " | | y", "", "(", "\t\t(1", "'" + "a" * 500, "a\r\n(\r\n"])
def test_any_error_can_be_shown(text: str) -> None:
    try:
        parse_text(text)
    except ParseError as error:
        for diagnostic in error.errors:
            shown = render(diagnostic, error.source).split("\n")
            assert "^" in shown[2] and len(shown[1]) <= 130


def test_hints_are_for_ids_that_exist() -> None:
    from perdure.grammar.hints import HINTS
    from perdure.grammar.messages import MESSAGES

    assert set(HINTS) <= set(MESSAGES)


def test_every_reported_id_has_its_text() -> None:
    from perdure.grammar.messages import MESSAGES
    from perdure.grammar.syntax_errors import ROWS

    assert {row.code for row in ROWS if row.code} <= set(MESSAGES)


def test_types_are_checked_with_the_callers_types() -> None:
    from perdure.grammar.checks_types import check_types

    class Types:
        """Knows two exceptions."""

        known = {
            "exception": "System.Exception",
            "argumentexception": "System.ArgumentException",
            "int": "System.Int32",
        }

        def find(self, name: str) -> object:
            return self.known.get(name.lower().removeprefix("system."))

        def full_name(self, found: object) -> str:
            return str(found)

        def derives(self, found: object, base: object) -> bool:
            return found == base or base == "System.Exception"

    script = parse_text(
        "try { } catch [Exception] { } catch [ArgumentException] { }\nclass A : Nope { [int] $x; [A] $y; [Oh] $z }"
    )
    assert [(d.code, d.message) for d in check_types(script, Types())] == [
        (
            "ExceptionTypeAlreadyCaught",
            "Exception type System.ArgumentException is already handled by a previous handler.",
        ),
        ("TypeNotFound", "Unable to find type [Nope]."),
        ("TypeNotFound", "Unable to find type [Oh]."),
    ]

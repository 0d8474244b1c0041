"""What each place in the grammar says when the next token does not fit, and how parsing goes on. A table.

A place is a rule (by the name of its maker) and the symbol that was expected. The first row that fits one of the state's
items wins. Knows names only. Serves recovery.py.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """`place`: `token` or the number of the symbol to point at, `<n` for the point behind it. `values`: what fills the text:
    a number is a symbol of the rule, a string itself. `action`: `insert T`, `supply n`, `abandon`, `drop`; several in turn;
    `supply? n` abandons instead unless a `)` follows; `unless T` and `only T` abandon if T follows, or does not;
    `skip` drops tokens up to the end of the entry; `also C` reports C too unless a `{` follows. No code: nothing is said.
    """

    rule: str
    expected: str
    code: str
    place: str
    action: str
    values: tuple[str | int, ...] = ()


def _block(rule: str, first: int) -> Row:
    return Row(rule, "RBRACE", "MissingEndCurlyBrace", str(first), "insert RBRACE")


ROWS = (
    # ---- brackets of expressions
    Row("paren", "condition", "ExpectedExpression", "<0", "supply condition"),
    Row("paren", "RPAREN", "MissingEndParenthesisInExpression", "<1", "insert RPAREN"),
    Row("subexpression", "RPAREN", "MissingEndParenthesisInSubexpression", "token", "insert RPAREN"),
    Row("array_expression", "RPAREN", "MissingEndParenthesisInSubexpression", "token", "insert RPAREN"),
    Row(
        "call_arguments_more",
        "expression",
        "MissingExpressionAfterToken",
        "<1",
        "supply expression close RPAREN",
        (",",),
    ),
    Row("call", "RPAREN", "MissingEndParenthesisInMethodCall", "<last", "insert RPAREN"),
    Row("index", "expression", "MissingArrayIndexExpression", "<1", "supply expression close RBRACK"),
    Row("index", "RBRACK", "MissingEndSquareBracket", "<2", "insert RBRACK"),
    Row("hashtable", "RBRACE", "MissingEndCurlyBrace", "<0", "insert RBRACE"),
    Row("pair", "ASSIGN", "MissingEqualsInHashLiteral", "<0", "skip insert ASSIGN supply statement"),
    Row("pair", "statement", "MissingStatementInHashLiteral", "<1", "supply statement"),
    _block("script_block_expression", 0),
    _block("call_block", 0),
    _block("statement_block", 0),
    # ---- operators
    Row("operands_push", "operand", "ExpectedValueExpression", "<1", "supply operand", (1,)),
    Row("unary", "operand", "MissingExpressionAfterOperator", "<0", "supply operand", (0,)),
    Row("attributed", "operand", "UnexpectedAttribute", "0", "supply operand", (0,)),
    Row("member", "dynamic_member", "MissingPropertyName", "<1", "supply dynamic_member"),
    Row("invoke_member", "dynamic_member", "MissingPropertyName", "<1", "supply dynamic_member"),
    Row("assignment", "simple_statement", "ExpectedValueExpression", "<1", "supply simple_statement", (1,)),
    # ---- pipelines and commands
    Row("element_push", "element", "EmptyPipeElement", "<1", "supply element"),
    Row("chain_more", "chain", "EmptyPipelineChainElement", "<1", "supply chain"),
    Row("file_redirection", "argument", "MissingFileSpecification", "<0", "supply argument"),
    Row("command_invoke", "argument", "MissingExpression", "0", "supply argument", (0,)),
    Row("parameter_with", "arguments", "ParameterRequiresArgument", "<0", "supply arguments", (0,)),
    Row("argument_push", "argument", "MissingExpression", "<1", "supply argument", (",",)),
    # ---- if and loops
    Row("if_statement", "LPAREN", "MissingOpenParenthesisInIfStatement", "<0", "abandon", (0,)),
    Row("if_statement", "condition", "IfStatementMissingCondition", "<1", "supply? condition", (0,)),
    Row("if_statement", "RPAREN", "MissingEndParenthesisAfterStatement", "token", "abandon", (0,)),
    Row("if_statement", "statement_block", "MissingStatementBlock", "3", "abandon", (0,)),
    Row("elseif_push", "LPAREN", "MissingOpenParenthesisInIfStatement", "<1", "abandon", (1,)),
    Row("elseif_push", "condition", "IfStatementMissingCondition", "<2", "supply? condition", (1,)),
    Row("elseif_push", "RPAREN", "MissingEndParenthesisAfterStatement", "token", "abandon", (1,)),
    Row("elseif_push", "statement_block", "MissingStatementBlock", "4", "abandon", (1,)),
    Row("while_statement", "LPAREN", "MissingOpenParenthesisAfterKeyword", "<0", "abandon", ("while",)),
    Row("while_statement", "condition", "MissingExpressionAfterKeyword", "<1", "supply? condition", ("while",)),
    Row("while_statement", "RPAREN", "MissingEndParenthesisAfterStatement", "<2", "abandon", ("while",)),
    Row("while_statement", "statement_block", "MissingLoopStatement", "<3", "abandon", ("while",)),
    Row("do_statement", "statement_block", "MissingLoopStatement", "<0", "abandon", ("do",)),
    Row("do_statement", "WHILE", "MissingWhileOrUntilInDoWhile", "<1", "abandon"),
    Row("do_statement", "LPAREN", "MissingOpenParenthesisAfterKeyword", "<2", "abandon", (2,)),
    Row("do_statement", "condition", "MissingExpressionAfterKeyword", "<3", "supply? condition", (2,)),
    Row("do_statement", "RPAREN", "MissingEndParenthesisAfterStatement", "<4", "abandon", (2,)),
    Row("for_statement", "FORLP", "MissingOpenParenthesisAfterKeyword", "<0", "abandon", ("for",)),
    Row("for_statement", "RPAREN", "MissingEndParenthesisAfterStatement", "<last", "abandon", ("for",)),
    Row("for_statement", "statement_block", "MissingLoopStatement", "<last", "abandon", ("for",)),
    Row("foreach_statement", "FELP", "MissingOpenParenthesisAfterKeyword", "<0", "abandon", ("foreach",)),
    Row("foreach_statement", "VAR", "MissingVariableNameAfterForeach", "<2", "abandon"),
    Row("foreach_statement", "IN", "MissingInInForeach", "<3", "abandon"),
    Row("foreach_statement", "condition", "MissingForeachExpression", "<4", "abandon"),
    Row("foreach_statement", "RPAREN", "MissingEndParenthesisAfterForeach", "<5", "abandon"),
    Row("foreach_statement", "statement_block", "MissingForeachStatement", "<6", "abandon"),
    Row("flag_with_value", "argument", "MissingThrottleLimit", "<1", "supply argument"),
    # ---- switch
    Row("switch_statement", "switch_value", "PipelineValueRequired", "<last", "unless $END supply switch_value"),
    Row("switch_pipeline", "condition", "PipelineValueRequired", "<0", "unless $END supply condition"),
    Row("switch_pipeline", "RPAREN", "MissingEndParenthesisInSwitchStatement", "<1", "unless $END insert RPAREN"),
    Row("switch_statement", "LBRACE", "MissingCurlyBraceInSwitchStatement", "<last", "abandon"),
    Row("switch_statement", "RBRACE", "MissingSwitchConditionExpression", "<last", "insert RBRACE"),
    Row("switch_clause", "statement_block", "MissingSwitchStatementClause", "<0", "unless $END supply statement_block"),
    # ---- other statements
    Row("try_statement", "statement_block", "MissingTryStatementBlock", "<0", "abandon"),
    Row("try_statement_finally", "statement_block", "MissingFinallyStatementBlock", "<last", "abandon"),
    Row("catch_types_more", "TYPE", "MissingTypeLiteralToken", "<1", "only LBRACE insert TYPE"),
    Row("catch", "statement_block", "MissingCatchHandlerBlock", "<last", "abandon"),
    Row("trap_statement", "statement_block", "MissingTrapStatement", "<last", "abandon"),
    Row("parallel_statement", "statement_block", "MissingStatementAfterKeyword", "<0", "abandon", (0,)),
    Row("if_statement_else", "statement_block", "MissingStatementBlockAfterElse", "<last", "abandon"),
    Row("data_statement", "statement_block", "MissingStatementBlockForDataSection", "<last", "abandon"),
    Row("data_statement", "argument_list", "MissingValueForSupportedCommandInDataSectionStatement", "<last", "abandon"),
    Row("configuration", "argument", "MissingConfigurationName", "<0", "abandon"),
    Row("configuration", "LBRACE", "MissingCurlyInConfigurationStatement", "token", "abandon"),
    _block("configuration", 2),
    Row("using_statement", "using_parts", "MissingUsingStatementDirective", "<0", "supply using_parts"),
    Row("named_block", "statement_block", "MissingNamedStatementBlock", "<0", "supply statement_block", (0,)),
    # ---- functions, parameters, attributes
    Row("function_statement", "FNAME", "MissingNameAfterKeyword", "<0", "abandon", (0,)),
    Row("function_statement", "LBRACE", "MissingFunctionBody", "<last", "abandon"),
    Row("function_statement", "RPAREN", "MissingEndParenthesisInFunctionParameterList", "<last", "abandon open"),
    Row("function_statement", "RBRACE", "MissingEndCurlyBrace", "brace", "insert RBRACE"),
    Row("param_block", "PARLP", "UnexpectedToken", "token", "abandon"),
    Row("param_block", "RPAREN", "MissingEndParenthesisInFunctionParameterList", "<last", "insert RPAREN"),
    Row("parameters_more", "parameter", "MissingExpressionAfterToken", "<1", "supply parameter", (",",)),
    Row("parameter", "VAR", "InvalidFunctionParameter", "<0", "insert VAR"),
    Row("parameter", "expression", "MissingExpressionAfterToken", "<last", "supply expression", ("=",)),
    Row("attribute", "RPAREN", "MissingEndParenthesisInExpression", "<last", "insert RPAREN insert RBRACK"),
    Row("attribute", "RBRACK", "EndSquareBracketExpectedAtEndOfAttribute", "<last", "insert RBRACK"),
    Row(
        "attribute_arguments_more",
        "attribute_argument",
        "MissingExpressionAfterToken",
        "<1",
        "supply attribute_argument",
        (",",),
    ),
    Row("attribute_named", "expression", "MissingExpressionInNamedArgument", "<1", "supply expression"),
    # ---- classes and enums
    Row("class_definition", "TNAME", "MissingNameAfterKeyword", "<0", "abandon", ("class",)),
    Row("bases", "base_names", "TypeNameExpected", "<0", "supply base_names"),
    Row("base_names_more", "TNAME", "TypeNameExpected", "<1", "insert TNAME"),
    Row("class_definition", "LBRACE", "MissingTypeBody", "<last", "abandon", ("class",)),
    Row("member_property", "SEP", "MissingPropertyTerminator", "<0", "insert SEP"),
    Row("class_definition", "RBRACE", "MissingEndCurlyBrace", "<3", "insert RBRACE"),
    Row("marked_member", "property", "IncompleteMemberDefinition", "<0", "supply property"),
    Row("property", "expression", "", "<1", "supply expression"),
    Row("method", "PARLP", "MissingMethodParameterList", "<0", "also MissingFunctionBody abandon class"),
    Row("method", "RPAREN", "MissingEndParenthesisInFunctionParameterList", "<last", "abandon class"),
    Row("method", "LBRACE", "MissingFunctionBody", "<last", "abandon class"),
    Row("method", "BASE", "MissingBaseCtorCall", "<last", "abandon class"),
    Row("method", "base_call", "MissingMethodParameterList", "<last", "abandon class"),
    Row("method", "RBRACE", "MissingEndCurlyBrace", "brace", "insert RBRACE"),
    Row("enum_definition", "TNAME", "MissingNameAfterKeyword", "<0", "abandon", ("enum",)),
    Row("enum_definition", "ETNAME", "TypeNameExpected", "<last", "insert ETNAME"),
    Row("enum_definition", "LBRACE", "MissingTypeBody", "<1", "abandon", ("enum",)),
    Row("enum_members_more", "SEP", "MissingPropertyTerminator", "<0", "insert SEP"),
    Row("enum_definition", "RBRACE", "MissingEndCurlyBrace", "<last", "insert RBRACE"),
    Row("enum_member", "expression", "ExpectedValueExpression", "<1", "supply expression", ("=",)),
)

TABLE: dict[tuple[str, str], tuple[int, Row]] = {}
for _number, _row in enumerate(ROWS):
    TABLE.setdefault((_row.rule, _row.expected), (_number, _row))

"""Every node of a parsed script. Names follow System.Management.Automation.Language without the suffix `Ast`.

A node is frozen data; its last field is `span`. Children stand in tuples. Nothing here evaluates anything.
"""

from typing import Any, Union

from perdure.grammar.nodes import Node as Node
from perdure.grammar.nodes import node
from perdure.grammar.source import Source, Span

Statement = Node  # a statement: anything that a StatementBlock holds
Expression = Node  # an expression: anything that gives a value


# ---- names of types ------------------------------------------------------------------------------------------------


@node
class TypeName(Node):
    """`int`, `System.Collections.Generic.List[string]`, `int[]`, `int[,]`: `rank` 0 = no array, 1 = `[]`, 2 = `[,]`.

    An array is a TypeName whose `name` is "" and whose `arguments` hold the element type alone.
    """

    name: str
    arguments: tuple["TypeName", ...]  # generic arguments, or the element of an array
    rank: int
    assembly: str | None
    text: str  # as written, without the brackets
    span: Span


# ---- literals and simple expressions -------------------------------------------------------------------------------


@node
class Number(Node):
    """A number: `kind` is the .NET type's short name (int long double decimal byte sbyte short ushort uint ulong bigint)."""

    value: Any  # int, float or (kind decimal) the text of the number after its multiplier was applied
    kind: str
    text: str
    span: Span


@node
class String(Node):
    """A string without expansion. `quote`: `'`, `"`, `@'`, `@"`, or "" for a bare word (a name or an argument)."""

    value: str
    quote: str
    span: Span


@node
class ExpandableString(Node):
    """A string with expansions; `parts` are str and expressions in turn. `quote`: `"`, `@"`, or "" for a bare word."""

    parts: tuple[Union[str, Expression], ...]
    quote: str
    text: str  # the text between the quotes, escapes as written
    span: Span


@node
class Variable(Node):
    """`$name`, `${name}`, `$drive:name`, `@name` (splatted). Names keep their case; `drive` is lower case, None without."""

    name: str
    drive: str | None  # global local script private using workflow variable env function alias ... or None
    splatted: bool
    span: Span


@node
class TypeExpression(Node):
    """`[int]` standing as a value."""

    type: TypeName
    span: Span


@node
class Convert(Node):
    """`[int] operand`, also as the target of an assignment."""

    type: TypeName
    operand: Expression
    span: Span


@node
class AttributedExpression(Node):
    """`[ValidateRange(1, 3)] $x`: an attribute that is no type before an expression."""

    attribute: "Attribute"
    operand: Expression
    span: Span


@node
class Unary(Node):
    """`operator`: `-` `+` `!` `-not` `-bnot` `-split` `-isplit` `-csplit` `-join` `,` `++` `--` (prefix), lower case."""

    operator: str
    operand: Expression
    span: Span


@node
class Postfix(Node):
    """`operand++`, `operand--`."""

    operator: str
    operand: Expression
    span: Span


@node
class Binary(Node):
    """`operator` in lower case as written (`-eq`, `-ieq`, `-ceq`, `+`, `..`, `??`, `-f`, `-and` ...); dashes are `-`."""

    operator: str
    left: Expression
    right: Expression
    operator_span: Span
    span: Span


@node
class Ternary(Node):
    """`condition ? if_true : if_false`."""

    condition: Expression
    if_true: Expression
    if_false: Expression
    span: Span


@node
class ArrayLiteral(Node):
    """`1, 2, 3` and the unary `,1`."""

    elements: tuple[Expression, ...]
    span: Span


@node
class ArrayExpression(Node):
    """`@( ... )`."""

    body: "StatementBlock"
    span: Span


@node
class SubExpression(Node):
    """`$( ... )`."""

    body: "StatementBlock"
    span: Span


@node
class Paren(Node):
    """`( pipeline )`, which may hold an assignment."""

    pipeline: Statement
    span: Span


@node
class Hashtable(Node):
    """`@{ key = statement ... }`; `pairs` are (key expression, statement)."""

    pairs: tuple[tuple[Expression, Statement], ...]
    span: Span


@node
class ScriptBlockExpression(Node):
    """`{ ... }` as a value."""

    body: "ScriptBlock"
    span: Span


@node
class Member(Node):
    """`target.member`, `[T]::member`, `target?.member`. A name is a String with quote ""."""

    target: Expression
    member: Expression
    static: bool
    null_conditional: bool
    span: Span


@node
class InvokeMember(Node):
    """`target.member(arguments)`; `type_arguments` for `.Method[int](...)`; a trailing `{ }` is the only argument."""

    target: Expression
    member: Expression
    arguments: tuple[Expression, ...]
    static: bool
    null_conditional: bool
    type_arguments: tuple[TypeName, ...]
    span: Span


@node
class Index(Node):
    """`target[index]`, `target?[index]`."""

    target: Expression
    index: Expression
    null_conditional: bool
    span: Span


@node
class ErrorExpression(Node):
    """What the parser put where it could not go on; only in trees made with errors collected."""

    span: Span


# ---- pipelines and commands ----------------------------------------------------------------------------------------


@node
class CommandParameter(Node):
    """`-Name` or `-Name:argument`; `name` without dash and colon, case kept."""

    name: str
    argument: Expression | None
    span: Span


@node
class FileRedirection(Node):
    """`2> target`, `*>> target`; `stream`: 1 to 6, 0 for `*`."""

    stream: int
    append: bool
    target: Expression
    span: Span


@node
class MergeRedirection(Node):
    """`2>&1`; `stream`: 1 to 6, 0 for `*`; `into`: 1 or 2."""

    stream: int
    into: int
    span: Span


Redirection = Union[FileRedirection, MergeRedirection]


@node
class Command(Node):
    """A command: its name (or what `&` and `.` invoke), then parameters and arguments as written.

    `invocation` is "", "&" or ".". A bare name is a String with quote "". `--%` and what follows is one String whose
    `quote` is "--%". A bare `--` is a String "--" with quote "". InlineScript is an ordinary Command named so.
    """

    invocation: str
    name: Expression
    elements: tuple[Union[CommandParameter, Expression], ...]
    redirections: tuple[Redirection, ...]
    span: Span


@node
class CommandExpression(Node):
    """An expression as an element of a pipeline."""

    expression: Expression
    redirections: tuple[Redirection, ...]
    span: Span


@node
class Pipeline(Node):
    """`a | b | c`; `background` = ended by `&`. A lone element is a Pipeline of one too."""

    elements: tuple[Union[Command, CommandExpression], ...]
    background: bool
    span: Span


@node
class PipelineChain(Node):
    """`left && right`, `left || right`."""

    left: Statement
    operator: str
    right: Statement
    background: bool
    span: Span


# ---- statements ----------------------------------------------------------------------------------------------------


@node
class StatementBlock(Node):
    """Statements in braces (or the inside of `$( )` and `@( )`); traps stand apart, in order."""

    statements: tuple[Statement, ...]
    traps: tuple["Trap", ...]
    span: Span


@node
class Assignment(Node):
    """`target operator value`; operator: `=` `+=` `-=` `*=` `/=` `%=` `??=`; the value is a statement.

    Several targets are an ArrayLiteral.
    """

    target: Expression
    operator: str
    value: Statement
    operator_span: Span
    span: Span


@node
class If(Node):
    """`clauses`: (condition, block) of `if` and each `elseif`."""

    clauses: tuple[tuple[Statement, StatementBlock], ...]
    otherwise: StatementBlock | None
    span: Span


@node
class While(Node):
    label: str | None
    condition: Statement
    body: StatementBlock
    span: Span


@node
class DoWhile(Node):
    """`do { } while (condition)`; `until` = the other form."""

    label: str | None
    condition: Statement
    body: StatementBlock
    until: bool
    span: Span


@node
class For(Node):
    label: str | None
    initializer: Statement | None
    condition: Statement | None
    iterator: Statement | None
    body: StatementBlock
    span: Span


@node
class ForEach(Node):
    """`foreach ($variable in value)`; in a workflow also `-parallel` and `-throttlelimit N`."""

    label: str | None
    variable: Variable
    value: Statement
    body: StatementBlock
    parallel: bool
    throttle_limit: Expression | None
    span: Span


@node
class Switch(Node):
    """`flags`: lower-case names among regex wildcard exact casesensitive file parallel.

    `clauses`: (condition expression, block); a ScriptBlockExpression is evaluated as a condition.
    """

    label: str | None
    flags: tuple[str, ...]
    condition: Statement
    clauses: tuple[tuple[Expression, StatementBlock], ...]
    default: StatementBlock | None
    span: Span


@node
class Catch(Node):
    types: tuple[TypeName, ...]
    body: StatementBlock
    span: Span


@node
class Try(Node):
    body: StatementBlock
    catches: tuple[Catch, ...]
    finally_: StatementBlock | None
    span: Span


@node
class Trap(Node):
    type: TypeName | None
    body: StatementBlock
    span: Span


@node
class Return(Node):
    pipeline: Statement | None
    span: Span


@node
class Throw(Node):
    pipeline: Statement | None
    span: Span


@node
class Exit(Node):
    pipeline: Statement | None
    span: Span


@node
class Break(Node):
    label: Expression | None
    span: Span


@node
class Continue(Node):
    label: Expression | None
    span: Span


@node
class Data(Node):
    """`data name -SupportedCommand a, b { }`."""

    name: str | None
    commands: tuple[Expression, ...]
    body: StatementBlock
    span: Span


@node
class Parallel(Node):
    body: StatementBlock
    span: Span


@node
class Sequence(Node):
    body: StatementBlock
    span: Span


@node
class Configuration(Node):
    """`configuration Name { }` of DSC."""

    name: Expression
    body: "ScriptBlock"
    span: Span


# ---- definitions ---------------------------------------------------------------------------------------------------


@node
class Attribute(Node):
    """`[Name(positional, key = value)]`; a key without value has the value None."""

    type: TypeName
    positional: tuple[Expression, ...]
    named: tuple[tuple[str, Expression | None], ...]
    span: Span


@node
class Parameter(Node):
    """`[attributes] [type] $variable = default`. `attributes` holds Attribute and, in order, TypeName for `[int]`."""

    attributes: tuple[Union[Attribute, TypeName], ...]
    variable: Variable
    default: Expression | None
    span: Span


@node
class ParamBlock(Node):
    attributes: tuple[Attribute, ...]
    parameters: tuple[Parameter, ...]
    span: Span


@node
class NamedBlock(Node):
    """`kind`: begin process end dynamicparam clean; `unnamed` = the body without a block's name."""

    kind: str
    unnamed: bool
    body: StatementBlock
    span: Span


@node
class Using(Node):
    """`kind`: namespace module assembly type command; `name` a String or (module) a Hashtable; `alias` for `A = B`."""

    kind: str
    name: Expression
    alias: str | None
    span: Span


@node
class Requirement(Node):
    """One `#Requires` line: `kind` is version, modules, psedition, runasadministrator or assembly."""

    kind: str
    values: tuple[Expression, ...]
    span: Span


@node
class ScriptBlock(Node):
    """A script, a function's body or `{ ... }`: param block and named blocks. Blocks that are absent are None."""

    usings: tuple[Using, ...]
    requires: tuple[Requirement, ...]
    param: ParamBlock | None
    dynamicparam: NamedBlock | None
    begin: NamedBlock | None
    process: NamedBlock | None
    end: NamedBlock | None
    clean: NamedBlock | None
    span: Span


@node
class FunctionDefinition(Node):
    """`kind`: function, filter, workflow. `parameters`: those in parentheses behind the name, None without."""

    kind: str
    name: str
    parameters: tuple[Parameter, ...] | None
    body: ScriptBlock
    span: Span


@node
class PropertyMember(Node):
    attributes: tuple[Union[Attribute, TypeName], ...]
    name: str
    default: Expression | None
    static: bool
    hidden: bool
    span: Span


@node
class MethodMember(Node):
    """A method; a constructor has the class's name. `base_arguments`: those of `: base(...)`, None without."""

    attributes: tuple[Attribute, ...]
    return_type: TypeName | None
    name: str
    parameters: tuple[Parameter, ...]
    base_arguments: tuple[Expression, ...] | None
    body: ScriptBlock
    static: bool
    hidden: bool
    span: Span


@node
class ClassDefinition(Node):
    attributes: tuple[Attribute, ...]
    name: str
    bases: tuple[TypeName, ...]
    members: tuple[Union[PropertyMember, MethodMember], ...]
    span: Span


@node
class EnumMember(Node):
    name: str
    value: Expression | None
    span: Span


@node
class EnumDefinition(Node):
    attributes: tuple[Attribute, ...]
    name: str
    underlying: TypeName | None
    members: tuple[EnumMember, ...]
    span: Span


@node
class Script(Node):
    """A whole parsed text. The only node that knows its source."""

    body: ScriptBlock
    source: Source
    span: Span

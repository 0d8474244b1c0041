"""What a workflow's definition may not hold (spec 7, the rows marked E): refused when the definition is executed."""

from collections.abc import Iterator

from perdure.grammar import ast
from perdure.grammar.source import Source
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.machine_calls import parameters_of
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.machine_sequence import is_sequence
from perdure.runtime.workflow_start import SHOWN

RESERVED = frozenset(name.lower() for name in SHOWN) | {"other", "all", "input", "psculture", "psuiculture"}
Finding = tuple[str, str, ast.Node]  # id, message, where


def check_definition(node: ast.FunctionDefinition, source: Source) -> None:
    """Raises the first thing that is wrong with a workflow's definition."""
    for error_id, message, where in findings(node):
        raise refusal(error_id, message, where, source)


def refusal(error_id: str, message: str, where: ast.Node, source: Source) -> ScriptError:
    line, column = source.line_column(where.span.start)
    error = make_error(
        f"At line:{line} char:{column}\n{message}",
        error_id,
        "ParserError",
        None,
        "System.Management.Automation.ParseException",
    )
    error.thrown = True
    return error


def findings(node: ast.FunctionDefinition) -> Iterator[Finding]:
    """Gives what is wrong, in the order of the text."""
    for parameter in parameters_of(node):
        for attribute in parameter.attributes:
            if isinstance(attribute, ast.Attribute):
                yield from check_attribute(attribute)
    if node.body.dynamicparam is not None:
        yield "DynamicParametersNotSupported", "A workflow can't have dynamic parameters.", node.body.dynamicparam
    yield from walk(node.body, False)


def check_attribute(node: ast.Attribute) -> Iterator[Finding]:
    for name, value in node.named:
        if name.lower() == "valuefrompipeline" and not (
            isinstance(value, ast.Variable) and value.name.lower() == "false"
        ):
            yield (
                "ValueFromPipelineNotSupported",
                "A workflow's parameters can't take pipeline input: it goes to $input.",
                node,
            )


def walk(node: ast.Node, inline: bool) -> Iterator[Finding]:
    """Looks at a node and all below it; `inline` = inside InlineScript, whose text follows the rules of scripts."""
    kind = type(node)
    if kind is ast.FunctionDefinition:
        return  # functions are script code; nested workflows are looked at when they are executed
    if isinstance(node, ast.Variable):
        yield from check_variable(node, inline)
    elif isinstance(node, ast.Assignment) and not inline:
        yield from check_target(node.target)
        yield from check_collected(node)
    elif isinstance(node, ast.Switch) and "parallel" in node.flags:
        yield "SwitchFlagNotSupported", "switch can't be parallel.", node
    elif isinstance(node, ast.Command):
        yield from check_command(node)
        if command_name(node) == "inlinescript":
            for element in node.elements:
                yield from walk(element, inline or isinstance(element, ast.ScriptBlockExpression))
            return
    elif isinstance(node, ast.Pipeline) and not inline:
        yield from check_sequences(node)
        yield from check_stages(node)
    for child in node.children():
        yield from walk(child, inline)


def check_variable(node: ast.Variable, inline: bool) -> Iterator[Finding]:
    if inline:
        if node.drive == "workflow":
            yield (
                "CannotUseWorkflowPrefixInInlineScript",
                "An InlineScript can't use $workflow: variables; use $using: to read them.",
                node,
            )
    elif node.drive in ("global", "script"):
        yield (
            "InvalidScopePrefixInWorkflow",
            f"A workflow has no scope '{node.drive}'. Use $workflow: for the workflow's own variables.",
            node,
        )


def check_target(target: ast.Node) -> Iterator[Finding]:
    while isinstance(target, (ast.Convert, ast.AttributedExpression)):
        target = target.operand
    if isinstance(target, ast.ArrayLiteral):
        for element in target.elements:
            yield from check_target(element)
    elif isinstance(target, ast.Variable) and target.drive in (None, "workflow") and target.name.lower() in RESERVED:
        yield "VariableNameReadOnly", f"The variable '{target.name}' can't be assigned in a workflow.", target


COLLECTING = (ast.ForEach, ast.Parallel, ast.Sequence)


def check_collected(node: ast.Assignment) -> Iterator[Finding]:
    """A block whose output goes to a variable can't assign that variable itself (spec 2.4)."""
    name = variable_of(node.target)
    if name is None or not isinstance(node.value, COLLECTING):
        return
    stack: list[ast.Node] = list(node.value.children())
    while stack:
        here = stack.pop()
        if isinstance(here, (ast.FunctionDefinition, ast.ScriptBlockExpression)):
            continue
        if isinstance(here, ast.Assignment) and variable_of(here.target) == name:
            message = f"The block's output goes to the variable '{name}', so it can't be assigned inside."
            yield "CannotUseDataCollectingVariable", message, here
        stack.extend(here.children())


def variable_of(target: ast.Node) -> str | None:
    """Gives the plain variable that an assignment writes, lower case."""
    while isinstance(target, (ast.Convert, ast.AttributedExpression)):
        target = target.operand
    return target.name.lower() if isinstance(target, ast.Variable) and target.drive is None else None


ALONE = frozenset({"checkpoint-workflow", "persist", "suspend-workflow"})


def check_stages(node: ast.Pipeline) -> Iterator[Finding]:
    """A checkpoint or a suspension is a statement, not a stage of a pipeline (spec 7.3)."""
    for element in node.elements if len(node.elements) > 1 else ():
        if isinstance(element, ast.Command) and command_name(element) in ALONE:
            yield "ActivityNotSupportedInPipeline", f"{command_name(element)} can't stand in a pipeline.", element


def check_command(node: ast.Command) -> Iterator[Finding]:
    name = command_name(node)
    if name in ("checkpoint-workflow", "persist") and node.elements:
        yield "CheckpointWorkflowSyntax", "Checkpoint-Workflow takes no arguments.", node
    elif name == "suspend-workflow" and node.elements:
        first = node.elements[0]
        if isinstance(first, ast.CommandParameter) and not "label".startswith(first.name.lower()):
            yield "SuspendWorkflowSyntax", "Suspend-Workflow takes a label only.", node
    elif name == "inlinescript" and not any(isinstance(e, ast.ScriptBlockExpression) for e in node.elements):
        yield "InlineScriptMissingStatementBlock", "InlineScript needs a script block.", node


def check_sequences(node: ast.Pipeline) -> Iterator[Finding]:
    places = [i for i, element in enumerate(node.elements) if is_sequence(element)]
    if not places:
        return
    if places[0] == 0:
        yield "InvalidForeachSequencePipelinePosition", "-Sequence can't stand at the start of a pipeline.", node
    inner = next((here for stage in node.elements[places[0] :] for here in below(stage) if is_sequence(here)), None)
    if inner is not None:
        yield "CannotNestIterativePipeline", "A -Sequence pipeline can't stand in the block of another.", inner
    if places[0] and len(places) != len(node.elements) - places[0]:
        yield "EntirePipelineMustUseForeachSequence", "Behind -Sequence every stage needs -Sequence.", node


def below(node: ast.Node) -> Iterator[ast.Command]:
    """Gives the commands below a node, those of nested workflows and functions left out."""
    for child in node.children():
        if isinstance(child, ast.FunctionDefinition):
            continue
        if isinstance(child, ast.Command):
            yield child
        yield from below(child)

"""The checker's rules for commands: what has an activity, which parameters it takes, the built-in forms (spec 1.1, 7.3)."""

from collections.abc import Callable

from perdure.grammar import ast
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.machine_sequence import is_sequence
from perdure.interpreter.machine_settings import GATHERING, OWN, RENAMED
from perdure.runtime.cmdlets.finder import ALIASES
from perdure.runtime.lint_binding import NOT_COMMON, check_binding
from perdure.runtime.lint_findings import Walk
from perdure.runtime.lint_sequences import check_blocks, check_sequences
from perdure.runtime.lint_tables import ACTIVITIES, EXCLUDED, KEYWORDS, REMOTABLE
from perdure.runtime.lint_types import check_new_object

Visit = Callable[[Walk, ast.Node], None]
INLINE_OWN = OWN | RENAMED.keys() | GATHERING.keys() | {
    "displayname", "erroraction", "ea", "warningaction", "wa", "informationaction", "infa", "verbose", "vb", "debug", "db",
    "input", "psverbose",
}  # fmt: skip
BEHIND_KEYWORDS = {  # activities that a keyword stands for
    "pspersist": "Checkpoint-Workflow", "powershellvalue": "the expression", "throttledparallelforeach": "foreach -parallel",
    "delay": "Start-Sleep",
}  # fmt: skip
CONSOLE_PROGRAMS = frozenset({"cmd", "diskpart", "edit.com", "netsh", "nslookup", "powershell"})
CLOUD = ("az", "azure", "azurerm")


def full_name(node: ast.Command) -> str | None:
    """Gives a command's name with aliases resolved, lower case; None where the text does not tell it."""
    name = command_name(node)
    if name is None:
        return None
    return str(ALIASES.get(name, name)).lower()


def check_pipeline(walk: Walk, node: ast.Pipeline) -> None:
    """Looks at a pipeline as a whole: what may stand in it, rules of -Sequence."""
    if len(node.elements) > 1:
        for element in node.elements:
            name = full_name(element) if isinstance(element, ast.Command) else None
            if name in walk.functions or name in ("checkpoint-workflow", "persist", "suspend-workflow", "start-sleep"):
                walk.report(
                    "ActivityNotSupportedInPipeline", f"'{name}' can't be a part of a pipeline in a workflow.", element,
                    "Call it in a statement of its own, and assign its output.",
                )  # fmt: skip
    check_sequences(walk, node)


def check_command(walk: Walk, node: ast.Command, visit: Visit) -> bool:
    """Looks at a command; True when it has looked at its arguments itself."""
    if node.invocation:
        walk.report(
            "AlternateInvocationNotSupported",
            f"A command can't be invoked with '{node.invocation}' in a workflow.",
            node,
            "Call it by its name, or use an InlineScript.",
        )
        return False
    name = full_name(node)
    for redirection in node.redirections:
        check_redirection(walk, node, redirection, name)
    if name is None:
        return False
    form = FORMS.get(name)
    if form is not None:
        return form(walk, node, visit)
    if name in BEHIND_KEYWORDS and name not in walk.functions:
        walk.report(
            "CommandHandledByKeyword", f"'{node.name.value}' is not called itself in a workflow.", node,  # type: ignore[attr-defined]
            f"Write {BEHIND_KEYWORDS[name]}.",
        )  # fmt: skip
    elif name in EXCLUDED:
        walk.report(
            "CommandActivityExcluded", f"'{node.name.value}' has no activity, so a workflow can't call it.", node,  # type: ignore[attr-defined]
            "Call it within an InlineScript.",
        )  # fmt: skip
    elif not known(walk, name):
        walk.report("CommandNotFound", f"The command '{node.name.value}' was not found.", node, "Define or import it.")  # type: ignore[attr-defined]
    if name not in walk.workflows:
        check_parameters(walk, node, name)
    if is_sequence(node):
        check_blocks(walk, node, visit)
    else:
        check_binding(walk, node, name)
    return False


def known(walk: Walk, name: str) -> bool:
    """Tells whether the text lets one think that there is such a command: native programs and clouds' cmdlets too."""
    if (
        name in walk.functions
        or name in walk.script.neighbours
        or name in ACTIVITIES
        or name in KEYWORDS
        or "-" not in name
        or "\\" in name
        or "/" in name
        or name.endswith((".exe", ".cmd", ".bat", ".com"))
    ):
        return True
    noun = name.partition("-")[2]
    return noun.startswith(CLOUD)


def parameters(node: ast.Command) -> list[str]:
    return [e.name.lower() for e in node.elements if isinstance(e, ast.CommandParameter)]


def check_parameters(walk: Walk, node: ast.Command, name: str) -> None:
    for element in node.elements:
        if not isinstance(element, ast.CommandParameter):
            continue
        low = element.name.lower()
        if low in NOT_COMMON:
            walk.report(
                "CommonParameterNotSupported",
                f"-{element.name} is not supported by activities.",
                element,
                "Leave it out.",
            )
        elif low == "result":
            walk.report(
                "CannotSpecifyResultArgument", "-Result can't be given.", element, "Assign the command's output."
            )
        elif low == "computername" and name in REMOTABLE:
            walk.report(
                "RemotingHandledByPSComputerName",
                "-ComputerName is not supported here.",
                element,
                "Use -PSComputerName.",
            )


def check_redirection(walk: Walk, node: ast.Command, redirection: ast.Node, name: str | None) -> None:
    merge = isinstance(redirection, ast.MergeRedirection) and redirection.stream == 2 and redirection.into == 1
    if not merge:
        walk.report(
            "OnlySupportErrorStreamRedirection", "Only 2>&1 is supported in a workflow.", redirection,
            "Use Out-File or Set-Content.",
        )  # fmt: skip
    elif name in walk.workflows or name in ("checkpoint-workflow", "persist", "suspend-workflow"):
        walk.report(
            "CannotMergeErrorToOutput", f"The errors of '{name}' can't be merged into its output.", redirection,
            "Redirect the errors of the activities inside.",
        )  # fmt: skip
    elif name == "new-object":
        walk.report(
            "CannotRedirectErrorStreamForNewObject",
            "New-Object can't be redirected in a workflow.",
            redirection,
            "Use try and catch.",
        )
    elif name == "start-sleep":
        walk.report(
            "CannotRedirectErrorStreamForStartSleep",
            "Start-Sleep can't be redirected in a workflow.",
            redirection,
            "Leave it out.",
        )


# ---- the built-in forms ------------------------------------------------------------------------------------------------


def check_assigned_output(walk: Walk, node: ast.Command) -> None:
    if node is walk.assigned:
        walk.report(
            "ActivityDoesNotContainResultProperty", "It has no output that could be assigned.", node,
            "Call it in a statement of its own.",
        )  # fmt: skip


def form_checkpoint(walk: Walk, node: ast.Command, _visit: Visit) -> bool:
    check_assigned_output(walk, node)
    if node.elements:
        walk.report("CheckpointWorkflowSyntax", "Checkpoint-Workflow takes no arguments.", node, "Leave them out.")
    return True


def form_suspend(walk: Walk, node: ast.Command, _visit: Visit) -> bool:
    check_assigned_output(walk, node)
    elements = node.elements
    if elements:
        named = isinstance(elements[0], ast.CommandParameter) and "label".startswith(elements[0].name.lower())
        rest = elements[1:] if named else elements
        if named and elements[0].argument is not None:  # type: ignore[union-attr]
            rest = (elements[0].argument, *rest)  # type: ignore[union-attr]
        if not named or len(rest) != 1 or not isinstance(rest[0], ast.String):
            walk.report(
                "SuspendWorkflowSyntax",
                "Suspend-Workflow takes -Label with a constant text only.",
                node,
                "Write Suspend-Workflow -Label 'text', or no arguments.",
            )
    return True


def form_sleep(walk: Walk, node: ast.Command, _visit: Visit) -> bool:
    if node is walk.assigned:
        walk.report(
            "CannotAssignStartSleepToVariable",
            "Start-Sleep has no output that could be assigned.",
            node,
            "Call it in a statement of its own.",
        )
    given = parameters(node)
    if len(given) > 1 or any(not "seconds".startswith(g) and not "milliseconds".startswith(g) for g in given):
        walk.report(
            "StartSleepSyntaxTooManyParameters",
            "Start-Sleep takes either -Seconds or -Milliseconds in a workflow.",
            node,
            "Give one of them.",
        )
    elif not node.elements:
        walk.report(
            "StartSleepSyntaxSecondsMissing", "Start-Sleep needs -Seconds or -Milliseconds.", node, "Give one of them."
        )
    return False


def form_new_object(walk: Walk, node: ast.Command, _visit: Visit) -> bool:
    direct = node is walk.statement or node is walk.assigned  # inside an expression it is the plain cmdlet
    if node is walk.statement:
        walk.report(
            "NewObjectMustBeAssigned", "New-Object has to be assigned to a variable in a workflow.", node, "Assign it."
        )
    given = parameters(node)
    odd = [g for g in given if not "typename".startswith(g) and not "argumentlist".startswith(g)]
    if direct and (odd or len(node.elements) > 4):
        walk.report(
            "NewObjectSyntaxTooManyParameters",
            "New-Object takes -TypeName and -ArgumentList only in a workflow.",
            node,
            "Make it within an InlineScript, or set its properties there.",
        )
    elif not node.elements:
        walk.report("NewObjectSyntaxMissingTypeName", "New-Object needs -TypeName.", node, "Name the type.")
    else:
        name = type_name_of(node)
        if name is not None:
            check_new_object(walk, node, name)
    return False


def type_name_of(node: ast.Command) -> ast.String | None:
    """Gives New-Object's constant type name: that of -TypeName, else the first position."""
    skip = False
    for i, element in enumerate(node.elements):
        if isinstance(element, ast.CommandParameter):
            skip = element.argument is None
            if element.name and "typename".startswith(element.name.lower()):
                value = element.argument if element.argument is not None else (*node.elements, None)[i + 1]
                return value if isinstance(value, ast.String) else None
        elif skip:
            skip = False
        else:
            return element if isinstance(element, ast.String) else None
    return None


def form_inline(walk: Walk, node: ast.Command, visit: Visit) -> bool:
    block = next((e for e in node.elements if isinstance(e, ast.ScriptBlockExpression)), None)
    if block is None:
        code = "InlineScriptMissingStatementBlock" if node.elements else "InlineScriptSyntaxTooFewParameters"
        walk.report(code, "InlineScript needs its statements in braces.", node, "Write InlineScript { ... }.")
        return True
    if only_command(block) in CONSOLE_PROGRAMS:
        walk.report(
            "CannotLaunchFormat", f"'{only_command(block)}' waits for somebody at a console.", node,
            "Give it what it is to do.",
        )  # fmt: skip
    for element in node.elements:
        if isinstance(element, ast.CommandParameter) and element.name.lower() not in INLINE_OWN:
            walk.report(
                "InlineScriptParameterNotSupported",
                f"InlineScript does not take -{element.name}.",
                element,
                "Leave it out.",
            )
    walk.in_inline += 1
    for here in block.walk():
        if isinstance(here, ast.Variable):
            visit(walk, here)
    walk.in_inline -= 1
    return True


def only_command(block: ast.ScriptBlockExpression) -> str:
    """Gives the program that a text calls without arguments and nothing else, "" for any other text."""
    statements = block.body.end.body.statements if block.body.end is not None else ()
    only = statements[0] if len(statements) == 1 else None
    command = only.elements[0] if isinstance(only, ast.Pipeline) and len(only.elements) == 1 else None
    if not isinstance(command, ast.Command) or command.elements:
        return ""
    return str(getattr(command.name, "value", "")).lower().removesuffix(".exe")


def form_invoke_expression(walk: Walk, node: ast.Command, _visit: Visit) -> bool:
    for i, element in enumerate(node.elements):
        if isinstance(element, ast.CommandParameter) and element.name.lower() == "language":
            value = element.argument if element.argument is not None else (*node.elements, None)[i + 1]
            if getattr(value, "value", "").lower() == "xaml":
                walk.report("InlineXamlNotSupported", "Inline XAML is not supported.", node, "Write the statements.")
            else:
                walk.report("MustUseXamlLanguage", "-Language takes XAML only.", element, "Leave it out.")
    return False


FORMS: dict[str, Callable[[Walk, ast.Command, Visit], bool]] = {
    "checkpoint-workflow": form_checkpoint,
    "persist": form_checkpoint,
    "suspend-workflow": form_suspend,
    "start-sleep": form_sleep,
    "new-object": form_new_object,
    "inlinescript": form_inline,
    "invoke-expression": form_invoke_expression,
}

"""The checker's rules for `-Sequence` pipelines, whose blocks hold statements of the workflow (spec 1.5, 7.3)."""

from collections.abc import Callable

from perdure.grammar import ast
from perdure.interpreter.machine_sequence import WHERE, is_sequence
from perdure.runtime.lint_findings import Walk

Visit = Callable[[Walk, ast.Node], None]
EACH_PARAMETERS = ("sequence", "begin", "end", "pipelinevariable", "pv", "inputobject")
WHERE_PARAMETERS = ("sequence", "pipelinevariable", "pv", "inputobject")


def check_sequences(walk: Walk, node: ast.Pipeline) -> None:
    """Looks at where -Sequence stands in a pipeline."""
    places = [i for i, element in enumerate(node.elements) if is_sequence(element)]
    if not places:
        return
    if walk.iterating:
        walk.report(
            "CannotNestIterativePipeline", "A -Sequence pipeline can't stand in the block of another.", node,
            "Use foreach.",
        )  # fmt: skip
    elif places[0] == 0:
        code = "InvalidWhereSequencePipelinePosition" if of_where(node.elements[0]) else EACH_POSITION
        walk.report(
            code, "-Sequence can't be used by the first command of a pipeline.", node, "Pipe the objects into it."
        )
    elif len(places) != len(node.elements) - places[0]:
        walk.report(
            "EntirePipelineMustUseForeachSequence", "Behind -Sequence every command needs -Sequence.", node,
            "Assign the output, and go on in another pipeline.",
        )  # fmt: skip


EACH_POSITION = "InvalidForeachSequencePipelinePosition"


def of_where(node: ast.Node) -> bool:
    return isinstance(node, ast.Command) and getattr(node.name, "value", "").lower() in WHERE


def check_blocks(walk: Walk, node: ast.Command, visit: Visit) -> None:
    """Looks at the parameters and into the blocks of a command with -Sequence."""
    where = of_where(node)
    allowed = WHERE_PARAMETERS if where else EACH_PARAMETERS
    for element in node.elements:
        if isinstance(element, ast.CommandParameter):
            low = element.name.lower()
            if not any(name.startswith(low) for name in allowed):
                walk.report(
                    "InvalidWhereSequenceParameter" if where else "InvalidForeachSequenceParameter",
                    f"-{element.name} can't be used beside -Sequence.",
                    element,
                    "Leave it out.",
                )
        block = element.argument if isinstance(element, ast.CommandParameter) else element
        if isinstance(block, ast.ScriptBlockExpression) and block.body.end is not None:
            walk.iterating += 1
            visit(walk, block.body.end.body)
            walk.iterating -= 1

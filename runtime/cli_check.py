"""`perdure check`: whether files parse, and what Windows PowerShell 5.1 would refuse in their workflows; trees with --ast."""

import json
from typing import Any

from perdure.grammar.diagnostic import Diagnostic, render
from perdure.grammar.dump import dump
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.runtime.cli import USAGE, CannotDo, Options, explain, subcommand_options
from perdure.runtime.cli_script import read_script
from perdure.runtime.lint import check_script

# What this engine refuses as well; the rest runs here, and is a warning.
REFUSED = frozenset(
    """
    CannotUseWorkflowPrefixInInlineScript VariableNameReserved VariableNameReadOnly
    CannotUseDataCollectingVariable ValueFromPipelineNotSupported CommandNotFound CannotSpecifyResultArgument
    NewObjectSyntaxMissingTypeName StartSleepSyntaxSecondsMissing CheckpointWorkflowSyntax InlineXamlNotSupported
    InlineScriptMissingStatementBlock InlineScriptParameterNotSupported DynamicParametersNotSupported
    InvalidScopePrefixInWorkflow EntirePipelineMustUseForeachSequence InvalidForeachSequencePipelinePosition
    InvalidWhereSequencePipelinePosition
    """.split()  # noqa: SIM905
)


def main(_command: str, argv: list[str], options: Options) -> int:
    """Checks files; exit status 1 where something was found."""
    given, flags = subcommand_options(argv, options, ("--ast", "--json"))
    if not given:
        raise CannotDo("check needs the path of a script: perdure check FILE... [--ast] [--json]", USAGE)
    rows: list[dict[str, Any]] = []
    for path in given:
        source = read_script(path)
        for kind, severity, found in findings(source, "--ast" in flags):
            line, column = source.line_column(found.span.start)
            rows.append(
                {
                    "id": found.code, "kind": kind, "severity": severity, "message": found.message, "file": path,
                    "line": line, "column": column,
                }
            )  # fmt: skip
            if "--json" not in flags and kind == "parse":
                explain(render(found, source))
            elif "--json" not in flags:
                print(render(found, source))
    if "--json" in flags:
        print(json.dumps(rows, ensure_ascii=False))
    return 1 if rows else 0


def findings(source: Source, tree_too: bool) -> list[tuple[str, str, Diagnostic]]:
    """Gives (kind, severity, what) of all that is to be said of one file."""
    try:
        tree = parse_source(source)
    except ParseError as error:
        return [("parse", "error", found) for found in error.errors]
    if tree_too:
        print(dump(tree))
    return [
        (
            "5.1",
            "error" if found.code in REFUSED else "warning",
            Diagnostic(found.code, found.message, found.span, (found.advice,) if found.advice else ()),
        )
        for found in check_script(tree)
    ]

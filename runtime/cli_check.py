"""`perdure check`: whether files parse, what Windows PowerShell 5.1 would refuse in their workflows, advice for PowerShell 7.

Text with carets, a JSON array or SARIF; folders are looked through. Exit status 1 where something was found that `--fail-on`
names (warning: all that 5.1 refuses; advice never fails by itself). Trees with --ast.
"""

import json
import os
from typing import Any

from perdure.grammar.diagnostic import Diagnostic, render
from perdure.grammar.dump import dump
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.runtime.cli import USAGE, CannotDo, Options, explain, subcommand_options
from perdure.runtime.cli_script import read_script
from perdure.runtime.lint import check_script
from perdure.runtime.lint_advice import advise
from perdure.runtime.lint_findings import Finding
from perdure.runtime.lint_sarif import sarif

# What this engine refuses as well; the rest runs here, and is a warning.
REFUSED = frozenset(
    """
    CannotUseWorkflowPrefixInInlineScript VariableNameReserved VariableNameReadOnly
    CannotUseDataCollectingVariable ValueFromPipelineNotSupported CommandNotFound CannotSpecifyResultArgument
    NewObjectSyntaxMissingTypeName StartSleepSyntaxSecondsMissing CheckpointWorkflowSyntax InlineXamlNotSupported
    InlineScriptMissingStatementBlock InlineScriptParameterNotSupported DynamicParametersNotSupported
    InvalidScopePrefixInWorkflow EntirePipelineMustUseForeachSequence InvalidForeachSequencePipelinePosition
    InvalidWhereSequencePipelinePosition InlineScriptSyntaxTooFewParameters CannotNestIterativePipeline
    InvalidForeachSequenceParameter InvalidWhereSequenceParameter MustUseXamlLanguage CommandHandledByKeyword
    CouldNotFindParameterName MissingValueForParameter AmbiguousParameter DuplicateParametersNotAllowed
    MustSupplyVariableReferenceForInOutArgument ExceptionTypeNotFound NewObjectCouldNotFindType WorkflowNameInvalid
    """.split()  # noqa: SIM905
)
SEVERITIES = ("error", "warning", "note")
FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "advice": SEVERITIES, "never": ()}
ENDINGS = (".ps1", ".psm1")
USE = (
    "check needs the path of a script or a folder: perdure check PATH... [--json | --sarif | --format text|json|sarif] "
    "[--fail-on error|warning|advice|never] [--no-advice] [--ast]"
)


def main(_command: str, argv: list[str], options: Options) -> int:
    """Checks files; the exit status tells whether something was found."""
    formats: list[str] = []
    fails: list[str] = []
    valued = {"--format": formats, "--fail-on": fails}
    given, flags = subcommand_options(argv, options, ("--ast", "--json", "--sarif", "--no-advice"), valued)
    if not given:
        raise CannotDo(USE, USAGE)
    form = formats[-1] if formats else "json" if "--json" in flags else "sarif" if "--sarif" in flags else "text"
    fail = fails[-1] if fails else "warning"
    if form not in ("text", "json", "sarif") or fail not in FAIL_ON:
        raise CannotDo(USE, USAGE)
    rows: list[dict[str, Any]] = []
    helps: dict[str, str] = {}
    for path in files_of(given):
        source = read_script(path)
        for kind, severity, found in findings(source, "--ast" in flags, "--no-advice" not in flags):
            rows.append(row_of(source, path, kind, severity, found))
            helps.setdefault(found.code, found.advice)
            if form == "text":
                show(source, severity, found)
    if form == "json":
        print(json.dumps([{k: v for k, v in row.items() if k in KEYS} for row in rows], ensure_ascii=False))
    elif form == "sarif":
        print(json.dumps(sarif(rows, helps), ensure_ascii=False, indent=1))
    return 1 if any(row["severity"] in FAIL_ON[fail] for row in rows) else 0


KEYS = ("id", "kind", "severity", "message", "file", "line", "column")


def files_of(paths: list[str]) -> list[str]:
    """Gives the files that are meant: those named, and scripts and modules in folders that are."""
    found: list[str] = []
    for path in paths:
        if not os.path.isdir(path):
            found.append(path)
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            found += [os.path.join(folder, name) for name in sorted(names) if name.lower().endswith(ENDINGS)]
    return found


def row_of(source: Source, path: str, kind: str, severity: str, found: Finding) -> dict[str, Any]:
    """Gives a finding as --json tells it, and where it ends."""
    line, column = source.line_column(found.span.start)
    end_line, end_column = source.line_column(max(found.span.end, found.span.start))
    return {
        "id": found.code, "kind": kind, "severity": severity, "message": found.message, "file": path,
        "line": line, "column": column, "endLine": end_line, "endColumn": end_column,
    }  # fmt: skip


def show(source: Source, severity: str, found: Finding) -> None:
    """Shows a finding: place, line, carets, what to write instead."""
    text = render(Diagnostic(found.code, found.message, found.span, (found.advice,) if found.advice else ()), source)
    if found.code in PARSE_CODES:
        explain(text)
    else:
        print(text)


PARSE_CODES: set[str] = set()  # ids of parse errors that were met: shown on standard error, as every refusal to run


def findings(source: Source, tree_too: bool, advice: bool = True) -> list[tuple[str, str, Finding]]:
    """Gives (kind, severity, what) of all that is to be said of one file, in the order of the text."""
    try:
        tree = parse_source(source)
    except ParseError as error:
        PARSE_CODES.update(found.code for found in error.errors)
        return [("5.1", "error", Finding(e.code, e.message, e.span, "\n".join(e.notes))) for e in error.errors]
    if tree_too:
        print(dump(tree))
    rows = [("5.1", "error" if f.code in REFUSED else "warning", f) for f in check_script(tree)]
    if advice:
        rows += [("advice", "note", found) for found in advise(tree)]
    return sorted(rows, key=lambda row: row[2].span.start)

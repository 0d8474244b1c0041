"""`perdure check`: whether files parse, and their trees with --ast."""

import json

from perdure.grammar.diagnostic import render
from perdure.grammar.dump import dump
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.runtime.cli import USAGE, CannotDo, Options, complain, subcommand_options
from perdure.runtime.cli_script import read_script


def main(_command: str, argv: list[str], options: Options) -> int:
    """Checks files; exit status 1 where one does not parse."""
    given, flags = subcommand_options(argv, options, ("--ast", "--json"))
    if not given:
        raise CannotDo("check needs the path of a script: perdure check FILE... [--ast] [--json]", USAGE)
    findings = []
    for path in given:
        source = read_script(path)
        try:
            tree = parse_source(source)
            if "--ast" in flags:
                print(dump(tree))
        except ParseError as error:
            if "--json" not in flags:
                for found in error.errors:
                    complain(render(found, source))
            for found in error.errors:
                line, column = source.line_column(found.span.start)
                findings.append(
                    {
                        "id": found.code, "kind": "parse", "severity": "error", "message": found.message, "file": path,
                        "line": line, "column": column,
                    }
                )  # fmt: skip
    if "--json" in flags:
        print(json.dumps(findings, ensure_ascii=False))
    return 1 if findings else 0

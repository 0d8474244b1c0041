"""The parameters that every activity takes beside the command's own (spec 5.2): taken off the command, then read.

`-PSError x` and its like become the cmdlet's `-ErrorVariable x`, whose stream is then not put out (3.4).
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.convert import to_bool, to_double, to_int32, to_string
from perdure.interpreter.frames import Definition
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.steps import Settings
from perdure.interpreter.values.enumerate import as_list

OWN = frozenset(
    """
    psactionretrycount psactionretryintervalsec psactionrunningtimeoutsec pspersist appendoutput mergeerrortooutput
    pscomputername pscredential psport psusessl psapplicationname psconfigurationname psconnectionuri psallowredirection
    pssessionoption psauthentication pscertificatethumbprint psconnectionretrycount psconnectionretryintervalsec
    psdisableserialization psprogressmessage psremotingbehavior psrequiredmodules usedefaultinput psdebug psprogress
    """.split()  # noqa: SIM905
)
RENAMED = {
    "pserror": "ErrorVariable",
    "pswarning": "WarningVariable",
    "psinformation": "InformationVariable",
}
GATHERING = {
    "errorvariable": "error", "ev": "error", "warningvariable": "warning", "wv": "warning",
    "informationvariable": "information", "iv": "information",
}  # fmt: skip

KEEPING = frozenset({"set-psworkflowdata", "invoke-asworkflow"})  # these parameters are their own

Given = tuple[tuple[str, ast.Expression], ...]


class Stripped:
    """A pipeline without the activity's own parameters: `node` the same one where there were none."""

    __slots__ = ("node", "given", "quiet")

    def __init__(self, node: ast.Pipeline, given: Given, quiet: frozenset[str]) -> None:
        self.node, self.given, self.quiet = node, given, quiet

    @property
    def plain(self) -> bool:
        """Tells whether no parameter of the kind was given."""
        return not self.given and not self.quiet


def strip(node: ast.Pipeline) -> Stripped:
    """Takes the activity's own parameters off a pipeline's commands."""
    given: list[tuple[str, ast.Expression]] = []
    quiet: set[str] = set()
    elements = [
        _strip_command(e, given, quiet) if isinstance(e, ast.Command) and command_name(e) not in KEEPING else e
        for e in node.elements
    ]
    changed = any(new is not old for new, old in zip(elements, node.elements, strict=True))
    made = ast.Pipeline(tuple(elements), node.background, node.span) if changed else node
    return Stripped(made, tuple(given), frozenset(quiet))


def _strip_command(node: ast.Command, given: list[Any], quiet: set[str]) -> ast.Command:
    elements: list[Any] = []
    changed = False
    rest = iter(node.elements)
    for element in rest:
        if isinstance(element, ast.CommandParameter):
            name = element.name.lower()
            if name in OWN:
                argument = element.argument if element.argument is not None else next(rest, None)
                if argument is not None:
                    given.append((name, argument))
                changed = True
                continue
            if name in RENAMED:
                element = ast.CommandParameter(RENAMED[name], element.argument, element.span)
                name = element.name.lower()
                changed = True
            if name in GATHERING:
                quiet.add(GATHERING[name])
        elements.append(element)
    if not changed:
        return node
    return ast.Command(node.invocation, node.name, tuple(elements), node.redirections, node.span)


def read_settings(definition: Definition, stripped: Stripped, scope: Any) -> Settings:
    """Works the parameters' values out; ScriptError where one can't be used."""
    made = Settings()
    made.quiet = stripped.quiet
    unit = unit_of(definition.source)
    for name, node in stripped.given:
        value = unit.expression(node)(scope)
        if name == "psactionretrycount":
            made.retries = max(0, to_int32(value))
        elif name == "psactionretryintervalsec":
            made.interval_s = max(0.0, to_double(value))
        elif name == "psactionrunningtimeoutsec":
            made.timeout_s = to_double(value)
        elif name == "pspersist":
            made.persist = to_bool(value)
        elif name == "appendoutput":
            made.append = to_bool(value)
        elif name == "mergeerrortooutput":
            made.merge_errors = to_bool(value)
        elif name == "pscomputername":
            made.computers = [to_string(item) for item in as_list(value) if item is not None]
    return made

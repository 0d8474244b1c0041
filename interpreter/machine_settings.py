"""The parameters that every activity takes beside the command's own (spec 5.2): taken off the command, then read.

`-PSError x` and its like become the cmdlet's `-ErrorVariable x`, whose stream is then not put out (3.4). A parameter that
the command declares itself stays with it.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.convert import to_bool, to_double, to_int32, to_string
from perdure.interpreter.errors import make_error
from perdure.interpreter.frames import Definition
from perdure.interpreter.steps import Settings
from perdure.interpreter.values.enumerate import as_list

OWN = frozenset(
    """
    psactionretrycount psactionretryintervalsec psactionrunningtimeoutsec pspersist appendoutput mergeerrortooutput
    pscomputername pscredential psport psusessl psapplicationname psconfigurationname psconnectionuri psallowredirection
    pssessionoption psauthentication pscertificatethumbprint psconnectionretrycount psconnectionretryintervalsec
    psdisableserialization psprogressmessage psremotingbehavior psrequiredmodules usedefaultinput psverbose psdebug
    psprogress
    """.split()  # noqa: SIM905
)
SOFT = frozenset(
    {"displayname", "input", "result"}
)  # names that commands have too: only cmdlets without them lose them
RENAMED = {
    "pserror": "ErrorVariable",
    "pswarning": "WarningVariable",
    "psinformation": "InformationVariable",
}
GATHERING = {
    "errorvariable": "error", "ev": "error", "warningvariable": "warning", "wv": "warning",
    "informationvariable": "information", "iv": "information",
}  # fmt: skip
GATHERED = {"psverbose": "verbose", "psdebug": "debug", "psprogress": "progress"}

Given = tuple[tuple[str, ast.Expression], ...]
Declares = Callable[
    [ast.Command, str, bool], bool
]  # has the command that parameter itself; True = only cmdlets lose it


class Stripped:
    """A pipeline without the activity's own parameters: `node` the same one where there were none."""

    __slots__ = ("node", "given", "quiet")

    def __init__(self, node: ast.Pipeline, given: Given, quiet: frozenset[str]) -> None:
        self.node, self.given, self.quiet = node, given, quiet

    @property
    def plain(self) -> bool:
        """Tells whether no parameter of the kind was given."""
        return not self.given and not self.quiet


def strip(node: ast.Pipeline, declares: Declares) -> Stripped:
    """Takes the activity's own parameters off a pipeline's commands."""
    given: list[tuple[str, ast.Expression]] = []
    quiet: set[str] = set()
    elements = [_strip_command(e, given, quiet, declares) if isinstance(e, ast.Command) else e for e in node.elements]
    changed = any(new is not old for new, old in zip(elements, node.elements, strict=True))
    source = next((v for name, v in given if name == "input" or (name == "usedefaultinput" and is_true(v))), None)
    if source is not None:
        elements.insert(0, ast.CommandExpression(_input_of(given, source), (), source.span))
    made = ast.Pipeline(tuple(elements), node.background, node.span) if changed else node
    return Stripped(made, tuple(given), frozenset(quiet))


def is_true(node: ast.Expression) -> bool:
    return isinstance(node, ast.Variable) and node.name.lower() == "true"


def _input_of(given: list[tuple[str, ast.Expression]], source: ast.Expression) -> ast.Expression:
    """Gives the expression that an activity's input comes from: -Input's own, or the workflow's input."""
    if any(name == "input" for name, _ in given):
        return source
    return ast.Variable("input", None, False, source.span)


def _strip_command(node: ast.Command, given: list[Any], quiet: set[str], declares: Declares) -> ast.Command:
    elements: list[Any] = []
    changed = False
    rest = iter(node.elements)
    for element in rest:
        if isinstance(element, ast.CommandParameter):
            name = element.name.lower()
            soft = name in SOFT
            if (name in OWN or soft) and not declares(node, name, soft):
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


# ---- reading them ------------------------------------------------------------------------------------------------------


def _retries(made: Settings, value: Any) -> None:
    made.retries = max(0, to_int32(value))


def _interval(made: Settings, value: Any) -> None:
    made.interval_s = max(0.0, to_double(value))


def _time_limit(made: Settings, value: Any) -> None:
    made.timeout_s = to_double(value)


def _persist(made: Settings, value: Any) -> None:
    made.persist = to_bool(value)


def _append(made: Settings, value: Any) -> None:
    made.append = to_bool(value)


def _merge_errors(made: Settings, value: Any) -> None:
    made.merge_errors = to_bool(value)


def _computers(made: Settings, value: Any) -> None:
    made.computers = [to_string(item) for item in as_list(value)] or [""]


def _credential(made: Settings, value: Any) -> None:
    made.credential = value


def _connections(made: Settings, value: Any) -> None:
    made.connections = max(0, to_int32(value))


def _connection_interval(made: Settings, value: Any) -> None:
    made.connection_interval_s = max(0.0, to_double(value))


def _modules(made: Settings, value: Any) -> None:
    made.modules = [to_string(item) for item in as_list(value)]


def _title(made: Settings, value: Any) -> None:
    made.title = to_string(value)


def _message(made: Settings, value: Any) -> None:
    made.message = to_string(value)


def _live(made: Settings, value: Any) -> None:
    made.live = to_bool(value)


def _gather(stream: str) -> Callable[[Settings, Any], None]:
    def read(made: Settings, value: Any) -> None:
        made.gathered[stream] = to_string(value).lstrip("+").lower()
        made.quiet |= {stream}

    return read


def _result(_made: Settings, _value: Any) -> None:
    raise make_error(
        "-Result can't be given to an activity: assign what it puts out to a variable.",
        "CannotSpecifyResultArgument",
        "InvalidArgument",
    )


def _ignored(_made: Settings, _value: Any) -> None:
    """What a connection of the shipped stand-in has no use for."""


READERS: dict[str, Callable[[Settings, Any], None]] = {
    "psactionretrycount": _retries,
    "psactionretryintervalsec": _interval,
    "psactionrunningtimeoutsec": _time_limit,
    "pspersist": _persist,
    "appendoutput": _append,
    "mergeerrortooutput": _merge_errors,
    "pscomputername": _computers,
    "pscredential": _credential,
    "psconnectionretrycount": _connections,
    "psconnectionretryintervalsec": _connection_interval,
    "psrequiredmodules": _modules,
    "displayname": _title,
    "psprogressmessage": _message,
    "psdisableserialization": _live,
    "result": _result,
    **{name: _gather(stream) for name, stream in GATHERED.items()},
}


def read_settings(definition: Definition, stripped: Stripped, scope: Any) -> Settings:
    """Works the parameters' values out; ScriptError where one can't be used."""
    made = Settings()
    made.quiet = stripped.quiet
    unit = unit_of(definition.source)
    for name, node in stripped.given:
        if name != "input":
            READERS.get(name, _ignored)(made, unit.expression(node)(scope))
    return made

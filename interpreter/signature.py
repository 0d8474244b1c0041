"""What a command takes: parameters with their sets, made from a cmdlet's declarations or a script's param block.

A Signature is made once per command and only read afterwards. Binding arguments to it is binding.py's.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.command import Cmdlet, P
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.typesys import NetType
from perdure.interpreter.validation import validate_set

ALL = "__AllParameterSets"


# type -> the Python class whose values have it as they are
EXACT: dict[str, type] = {"System.Int32": int, "System.Double": float, "System.String": str, "System.Boolean": bool}


_OF_TEXT = frozenset(["length", "chars"])


class SetInfo:
    """What a parameter is in one parameter set."""

    __slots__ = ("pos", "mandatory", "by_value", "by_name", "rest")

    def __init__(
        self, pos: int | None = None, mandatory: bool = False, by_value: bool = False, by_name: bool = False,
        rest: bool = False,
    ) -> None:  # fmt: skip
        self.pos, self.mandatory, self.by_value, self.by_name, self.rest = pos, mandatory, by_value, by_name, rest


class Parameter:
    """A parameter: `type` None = untyped; `sets` by name (ALL = every set); `steps` transform and validate a value.

    `default` is what holds without an argument: a value, or (script functions) a closure in `default_code`.
    """

    __slots__ = (
        "name", "type", "is_switch", "advanced", "aliases", "sets", "steps", "default", "default_code", "allow_null",
        "allow_empty_string", "allow_empty_list", "common", "type_text", "attributes", "help", "hidden", "credential",
        "no_convert", "choices", "spelled", "early", "late", "ps_type_names", "exact", "low", "needed",
    )  # fmt: skip

    def __init__(self, name: str, type_: NetType | None, type_text: str = "") -> None:
        self.name = name
        self.low = name.lower()
        self.exact: type | None = None if type_ is None else EXACT.get(type_.name)  # values of it need no conversion
        self.needed = False  # mandatory in some set
        self.type = type_
        self.type_text = type_text
        self.is_switch = type_ is not None and type_.name == "System.Management.Automation.SwitchParameter"
        self.aliases: tuple[str, ...] = ()
        self.sets: dict[str, SetInfo] = {}
        self.steps: list[Callable[[Any], Any]] = []
        self.early: list[
            Callable[[Any], Any]
        ] = []  # transformation attributes between the type and the name: they come first
        self.late: list[Callable[[Any], Any]] = []  # those in front of the type: behind its conversion
        self.ps_type_names: tuple[str, ...] = ()  # of [PSTypeName()]
        self.default: Any = None
        self.default_code: Any = None
        self.allow_null = False
        self.allow_empty_string = False
        self.allow_empty_list = False
        self.common = False
        self.attributes: tuple[Any, ...] = ()
        self.help = ""
        self.hidden = False
        self.spelled = False
        self.advanced = True  # of a cmdlet or an advanced function
        self.credential = False
        self.choices: tuple[str, ...] = ()  # a ValidateSet's values
        self.no_convert = type_ is None or type_.name in ("System.Object", "System.Management.Automation.PSObject")

    def info(self, set_name: str) -> SetInfo | None:
        """Gives what the parameter is in a set; None where it does not belong to it."""
        return self.sets.get(set_name) or self.sets.get(ALL)


class Signature:
    """All parameters of a command, and how they may be combined."""

    __slots__ = (
        "parameters", "by_name", "default_set", "advanced", "positional_binding", "should_process", "set_names",
        "pipeline", "confirm_impact", "plain_input", "dynamic", "own", "order", "places", "required", "recipes", "by_text",
    )  # fmt: skip

    def __init__(
        self, parameters: Iterable[Parameter], default_set: str = "", advanced: bool = True,
        positional_binding: bool = True, should_process: bool = False,
    ) -> None:  # fmt: skip
        self.parameters = list(parameters)
        self.default_set = default_set
        self.advanced = advanced
        for p in self.parameters:
            p.advanced = advanced
            p.needed = any([s.mandatory for s in p.sets.values()])
            if p.early or p.late or p.ps_type_names or p.spelled:
                p.exact = None
        self.own = [p for p in self.parameters if not p.common]
        self.positional_binding = positional_binding
        self.should_process = should_process
        self.confirm_impact = "Medium"
        self.dynamic = False
        self.by_name: dict[str, Parameter] = {}
        for p in self.parameters:
            self.by_name[p.name.lower()] = p
            for alias in p.aliases:
                self.by_name.setdefault(alias.lower(), p)
        names: dict[str, None] = {}
        for p in self.parameters:
            for name in p.sets:
                if name != ALL:
                    names[name] = None
        if default_set and default_set not in names:
            names[default_set] = None
        self.set_names = tuple(names) or (ALL,)
        self.pipeline = [p for p in self.parameters if any(s.by_value or s.by_name for s in p.sets.values())]
        self.plain_input = self._plain_input()
        # whether some parameter has the name of a property that text has, and so may take it from text
        self.by_text = any([n.lower() in _OF_TEXT for p in self.pipeline for n in (p.name, *p.aliases)])
        self.places = self._places()
        self.order = self._order()
        self.required: dict[str, list[Parameter]] = {}  # by set, made by mandatory_in
        self.recipes: dict[Any, Any] = {}  # binding_recipes.py's

    def _places(self) -> list[list[tuple[Parameter, list[str]]]]:
        """Gives for each position, in order, the parameters that stand there, with the sets in which they do."""
        places: dict[int, dict[Parameter, list[str]]] = {}
        for p in self.own:
            for set_name, info in p.sets.items():
                if info.pos is not None:
                    places.setdefault(info.pos, {}).setdefault(p, []).append(set_name)
        return [list(row.items()) for _, row in sorted(places.items())]

    def _order(self) -> list[Parameter] | None:
        """Gives the parameters by position where there is one set and one parameter for each position, else None."""
        if len(self.set_names) > 1 or any([len(row) > 1 for row in self.places]):
            return None
        order = [row[0][0] for row in self.places]
        return None if any([i.rest for p in order for i in p.sets.values()]) else order

    def mandatory_in(self, set_name: str) -> list[Parameter]:
        """Gives the mandatory parameters of a set."""
        found = self.required.get(set_name)
        if found is None:
            found = [p for p in self.parameters if (info := p.info(set_name)) is not None and info.mandatory]
            self.required[set_name] = found
        return found

    def _plain_input(self) -> Parameter | None:
        """Gives the one parameter that takes pipeline input of any type, where that is all there is to bind."""
        if len(self.pipeline) != 1:
            return None
        only = self.pipeline[0]
        if len(self.set_names) > 1 and ALL not in only.sets:
            return None
        infos = list(only.sets.values())
        if len(infos) == 1 and infos[0].by_value and not infos[0].by_name and only.no_convert and not only.steps:
            return only
        return None

    def with_common(self, commons: list[Parameter]) -> "Signature":
        """Gives this signature with the common parameters behind its own."""
        made = Signature(
            self.parameters + [c for c in commons if c.name.lower() not in self.by_name],
            self.default_set, self.advanced, self.positional_binding, self.should_process,
        )  # fmt: skip
        made.confirm_impact = self.confirm_impact
        made.dynamic = self.dynamic
        return made


def from_cmdlet(cls: type[Cmdlet]) -> Signature:
    """Gives the signature of a cmdlet class, made at the first call."""
    if cls.signature is not None and cls.__dict__.get("signature") is not None:
        return cls.signature  # type: ignore[no-any-return]
    made = [from_declaration(name, p, resolve_text) for name, p in cls.declared.items()]
    signature = Signature(made, cls.default_set, True, cls.positional_binding, cls.should_process_support)
    signature.confirm_impact = cls.confirm_impact
    cls.signature = signature.with_common(common_parameters(cls.should_process_support))
    return cls.signature  # type: ignore[no-any-return]


def from_declaration(name: str, p: P, resolve_text: Any) -> Parameter:
    """Makes a Parameter of a cmdlet's declaration."""
    made = Parameter(name, resolve_text(p.type, None), p.type)
    made.aliases = tuple(p.alias.split())
    for declared in (p, *p.others):
        info = SetInfo(
            declared.pos, declared.mandatory, "value" in declared.pipe.split(), "name" in declared.pipe.split(), p.rest
        )
        for set_name in declared.sets.split() or [ALL]:
            made.sets[set_name] = info
    made.allow_null, made.allow_empty_string, made.allow_empty_list = p.null, p.empty, p.empty
    made.default = p.default
    made.hidden = p.hidden
    made.spelled = p.spelled
    made.choices = p.values
    if p.values:
        made.steps.append(validate_set(p.values))
    made.steps.extend([checking(v) for v in p.validate])
    return made


def checking(check: Callable[[Any], None]) -> Callable[[Any], Any]:
    """Makes a step of a check: it gives the value back."""

    def step(value: Any) -> Any:
        check(value)
        return value

    return step


COMMON = (
    ("Verbose", "switch", "vb"),
    ("Debug", "switch", "db"),
    ("ErrorAction", "System.Management.Automation.ActionPreference", "ea"),
    ("WarningAction", "System.Management.Automation.ActionPreference", "wa"),
    ("InformationAction", "System.Management.Automation.ActionPreference", "infa"),
    ("ProgressAction", "System.Management.Automation.ActionPreference", "proga"),
    ("ErrorVariable", "string", "ev"),
    ("WarningVariable", "string", "wv"),
    ("InformationVariable", "string", "iv"),
    ("OutVariable", "string", "ov"),
    ("OutBuffer", "int", "ob"),
    ("PipelineVariable", "string", "pv"),
)
SHOULD_PROCESS = (("WhatIf", "switch", "wi"), ("Confirm", "switch", "cf"))
_made: dict[bool, list[Parameter]] = {}


def common_parameters(should_process: bool) -> list[Parameter]:
    """Gives the common parameters, with -WhatIf and -Confirm where the command supports them."""
    if should_process not in _made:
        rows = COMMON + (SHOULD_PROCESS if should_process else ())
        made = []
        for name, type_text, alias in rows:
            p = Parameter(name, resolve_text(type_text, None), type_text)
            p.aliases = (alias,)
            p.sets[ALL] = SetInfo()
            p.common = True
            p.allow_empty_string = False
            made.append(p)
        _made[should_process] = made
    return _made[should_process]

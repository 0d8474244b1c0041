"""Where-Object: keeps the pipeline objects that a block, or a comparison of one property, is true for.

Source: conformance/cmdlets/where-object.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert_to, to_bool
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.members import MISSING
from perdure.interpreter.operators import BINARY
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.psmembers import PSMethod
from perdure.runtime.cmdlets.foreach_object import ambiguous, name_error
from perdure.runtime.globs import has_wildcard, matches
from perdure.runtime.objects import READ_FAILED

# parameter -> (its parameter set, the operator)
OPERATORS: dict[str, tuple[str, str]] = {
    "EQ": ("EqualSet", "-eq"),
    "CEQ": ("CaseSensitiveEqualSet", "-ceq"),
    "NE": ("NotEqualSet", "-ne"),
    "CNE": ("CaseSensitiveNotEqualSet", "-cne"),
    "GT": ("GreaterThanSet", "-gt"),
    "CGT": ("CaseSensitiveGreaterThanSet", "-cgt"),
    "LT": ("LessThanSet", "-lt"),
    "CLT": ("CaseSensitiveLessThanSet", "-clt"),
    "GE": ("GreaterOrEqualSet", "-ge"),
    "CGE": ("CaseSensitiveGreaterOrEqualSet", "-cge"),
    "LE": ("LessOrEqualSet", "-le"),
    "CLE": ("CaseSensitiveLessOrEqualSet", "-cle"),
    "Like": ("LikeSet", "-like"),
    "CLike": ("CaseSensitiveLikeSet", "-clike"),
    "NotLike": ("NotLikeSet", "-notlike"),
    "CNotLike": ("CaseSensitiveNotLikeSet", "-cnotlike"),
    "Match": ("MatchSet", "-match"),
    "CMatch": ("CaseSensitiveMatchSet", "-cmatch"),
    "NotMatch": ("NotMatchSet", "-notmatch"),
    "CNotMatch": ("CaseSensitiveNotMatchSet", "-cnotmatch"),
    "Contains": ("ContainsSet", "-contains"),
    "CContains": ("CaseSensitiveContainsSet", "-ccontains"),
    "NotContains": ("NotContainsSet", "-notcontains"),
    "CNotContains": ("CaseSensitiveNotContainsSet", "-cnotcontains"),
    "In": ("InSet", "-in"),
    "CIn": ("CaseSensitiveInSet", "-cin"),
    "NotIn": ("NotInSet", "-notin"),
    "CNotIn": ("CaseSensitiveNotInSet", "-cnotin"),
    "Is": ("IsSet", "-is"),
    "IsNot": ("IsNotSet", "-isnot"),
}
_COMPARING = " ".join([s for s, _ in OPERATORS.values()])


def _operator(name: str) -> P:
    alias = "I" + name if name not in ("Is", "IsNot") and not name.startswith("C") or name == "Contains" else ""
    return P("switch", mandatory=name != "EQ", sets=OPERATORS[name][0], alias=alias)


@cmdlet("Where-Object", aliases="? where", module="Microsoft.PowerShell.Core", default_set="EqualSet")
class WhereObject(Cmdlet):
    """Keeps pipeline objects by a script block or by the value of a property."""

    InputObject = P("object", pipe="value", null=True)
    FilterScript = P("scriptblock", pos=0, mandatory=True, sets="ScriptBlockSet")
    Property = P("string", pos=0, mandatory=True, sets=_COMPARING + " Not")
    Value = P("object", pos=1, sets=_COMPARING, null=True)
    EQ, CEQ, NE, CNE = _operator("EQ"), _operator("CEQ"), _operator("NE"), _operator("CNE")
    GT, CGT, LT, CLT = _operator("GT"), _operator("CGT"), _operator("LT"), _operator("CLT")
    GE, CGE, LE, CLE = _operator("GE"), _operator("CGE"), _operator("LE"), _operator("CLE")
    Like, CLike = _operator("Like"), _operator("CLike")
    NotLike, CNotLike = _operator("NotLike"), _operator("CNotLike")
    Match, CMatch = _operator("Match"), _operator("CMatch")
    NotMatch, CNotMatch = _operator("NotMatch"), _operator("CNotMatch")
    Contains, CContains = _operator("Contains"), _operator("CContains")
    NotContains, CNotContains = _operator("NotContains"), _operator("CNotContains")
    In, CIn, NotIn, CNotIn = _operator("In"), _operator("CIn"), _operator("NotIn"), _operator("CNotIn")
    Is, IsNot = _operator("Is"), _operator("IsNot")
    Not = P("switch", mandatory=True, sets="Not")

    def begin(self) -> None:
        if self.FilterScript is not None:
            self.results: list[Any] = []
            self.keep = self.results.append
            self.run = self.cx.block_runner(self.FilterScript, self.scope)
            self.stage.process = self.filter
            return
        self.test = self._test()

    def filter(self) -> None:
        """Does what `process` does for a block."""
        value, results = self.InputObject, self.results
        self.run(value, self.keep)
        if results:
            one = results[0] if len(results) == 1 else list(results)
            results.clear()
            if one is True or (one is not False and to_bool(one)):
                self.emit(value)

    def process(self) -> None:
        found = self.read()
        if found is MISSING:
            return
        try:
            kept = self.test(found)
        except ScriptError as error:
            message = f"Comparison operator {self.symbol} failed: {error.record.message}"
            raised = NetException("System.InvalidOperationException", message)
            self.write_error(self.own(ErrorRecord(raised, "OperatorFailed", "InvalidOperation", self.InputObject)))
            return
        if kept:
            self.emit(self.InputObject)

    # -- the comparing forms -----------------------------------------------------------------------------------------

    symbol = "-eq"

    def _test(self) -> Any:
        """Makes the test of a property's value."""
        if self.set_name == "Not":
            return _is_false
        chosen = next((name for name in OPERATORS if self.has(name) and getattr(self, name)), None)
        if chosen is None:
            if self.has("Value"):
                text = (
                    "An operator is required to compare the two specified values. Include a valid operator in the"
                    " command, and then try the command again. For example, Get-Process | Where-Object -Property Name"
                    " -eq Idle"
                )
                raise self.throw(name_error(self, text, "OperatorNotSpecified"))
            return to_bool
        if not self.has("Value"):
            text = (
                "The specified operator requires both the -Property and -Value parameters. Provide values for both"
                " parameters, and then try the command again."
            )
            raise self.throw(name_error(self, text, "ValueNotSpecifiedForWhereObject"))
        self.symbol = OPERATORS[chosen][1]
        compare, wanted = BINARY[self.symbol], self.Value
        if chosen in ("Is", "IsNot"):
            wanted = self._type(wanted)

        def test(found: Any) -> bool:
            return to_bool(compare(found, wanted))

        return test

    def _type(self, given: Any) -> Any:
        text = unwrap(given)
        if isinstance(text, str) and len(text) > 2 and text.startswith("[") and text.endswith("]"):
            given = text[1:-1]
        return convert_to(given, "System.Type")

    def read(self) -> Any:
        """Gives the property's value; MISSING = the object was refused with an error."""
        value, name = self.InputObject, self.Property
        strict = members.strict_version(self.scope) >= 2
        base = unwrap(value)
        if base is None:
            if strict:
                self.write_error(name_error(self, "The input object cannot be null.", "InputObjectIsNull", value))
                return MISSING
            return None
        if isinstance(base, Dictionary) and base.has(name):
            return base.get(name)
        if has_wildcard(name):
            names = [e.name for e in members.properties_of(value, self.scope) if matches(e.name, name)]
            if len(names) > 1:
                self.write_error(ambiguous(self, name, names, value))
                return MISSING
            name = names[0] if names else name
        try:
            found = members.read_own(value, name, self.scope)
        except READ_FAILED:
            return None
        if found is MISSING or type(found) is PSMethod:
            if strict:
                message = f'The input name "{name}" cannot be resolved to a property.'
                self.write_error(name_error(self, message, "PropertyNotFound", value))
                return MISSING
            return None
        return None if found is NOTHING else found


def _is_false(found: Any) -> bool:
    return not to_bool(found)

"""Update-List: adds to and takes from a list in a property."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.operators_compare import equals
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Hashtable, ListObject


@cmdlet("Update-List", default_set="AddRemoveSet")
class UpdateList(Cmdlet):
    """Changes the list in an object's property, or gives a hashtable of the changes."""

    Add = P("object[]", sets="AddRemoveSet", null=True)
    Remove = P("object[]", sets="AddRemoveSet", null=True)
    Replace = P("object[]", mandatory=True, sets="ReplaceSet", null=True)
    InputObject = P("object", pipe="value")
    Property = P("string", pos=0)

    def process(self) -> None:
        if self.InputObject is None:
            return
        if not self.Property:
            text = "The Property parameter is required together with the InputObject parameter."
            raise ScriptError(self.error(text, "MissingPropertyParameter", "InvalidOperation"))
        held = unwrap(members.get_member(self.InputObject, self.Property, self.scope))
        if not isinstance(held, ListObject):
            text = f"The property '{self.Property}' is no list that can be changed."
            self.write_error(self.error(text, "MemberDoesntExist", "InvalidOperation", self.InputObject))
            return
        if self.Replace is not None:
            held.items[:] = list(self.Replace)
        else:
            held.items.extend(self.Add or ())
            for gone in self.Remove or ():
                self.take(held, gone)
        held.version += 1
        self.write(self.InputObject)

    def take(self, held: ListObject, gone: Any) -> None:
        """Takes the first element that equals one away."""
        for at, item in enumerate(held.items):
            if equals(item, gone):
                del held.items[at]
                return

    def end(self) -> None:
        if self.invocation.expecting_input or self.has("InputObject"):
            return
        made = Hashtable()
        for name in ("Add", "Remove", "Replace"):
            if getattr(self, name) is not None:
                made.set(name, list(getattr(self, name)))
        self.write(made)

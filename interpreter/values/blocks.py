"""Script blocks as values, and what a module's code belongs to."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class ScriptBlock(NetObject):
    """`{ ... }` as a value: its tree, the text that it came from and the module (SessionState) it is bound to.

    `tree` is the grammar's ScriptBlock node, `source` its Source. `module` None = runs in the session of its caller.
    `closure` holds variables that GetNewClosure captured. `definition` is the FunctionDefinition that it is the body of.
    """

    __slots__ = ("tree", "source", "module", "closure", "definition", "compiled", "is_filter", "using", "home")
    net = "System.Management.Automation.ScriptBlock"

    def __init__(self, tree: Any, source: Any, module: Any = None, definition: Any = None) -> None:
        self.tree = tree
        self.source = source
        self.module = module
        self.definition = definition
        self.closure: dict[str, Any] | None = None
        self.compiled: Any = None  # made once per tree by compile/
        self.is_filter = False
        self.using: dict[str, Any] | None = None  # values of $using: variables carried to another session
        self.home: Any = None  # the Context (session) it was made in

    def text(self) -> str:
        """Gives the text between the braces, as ToString() does; a whole file's text as it is.

        Parameters that stand behind a function's name come first, as a param block.
        """
        span = self.tree.span
        text: str = self.source.text[span.start : span.end]
        if text.startswith("{") and text.endswith("}"):
            text = text[1:-1]
        parameters = getattr(self.definition, "parameters", None)
        if parameters is None:
            return text
        written = [self.source.text[p.span.start : p.span.end] for p in parameters]
        return f"param({', '.join(written)})\n{text}"

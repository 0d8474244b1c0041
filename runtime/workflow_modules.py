"""The modules that an activity asks for (-PSRequiredModules): imported into its session before it runs."""

import posixpath
from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.modules import BUILT_IN_MODULES, find_module, import_module, load_file


def require(cx: Any, names: list[str]) -> None:
    """Imports modules into a session; one that can't be loaded is a terminating error (spec 5.2)."""
    for name in names:
        file = find_module(cx, name, cx.location)
        low = posixpath.splitext(posixpath.basename(file or name))[0].lower()
        state = cx.modules.get(low)
        if state is not None and state.info is not None:
            import_module(state.info, cx.global_scope)
        elif file is not None:
            try:
                import_module(load_file(cx, file, [], _drop), cx.global_scope)
            except ScriptError as error:
                raise not_loaded(name, error.record.message) from None
        elif low not in BUILT_IN_MODULES:
            raise not_loaded(name, "no file of that name was found in the folders of PSModulePath")


def not_loaded(name: str, why: str) -> ScriptError:
    """Makes the error of a required module that can't be loaded."""
    return make_error(
        f"The module '{name}' that the activity requires could not be imported: {why}",
        "DependModuleImportFailed",
        "ResourceUnavailable",
        name,
    )


def _drop(_value: Any) -> None:
    """Takes what a module's code puts out while it is loaded."""

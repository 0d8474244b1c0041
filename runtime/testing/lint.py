"""What the checker for Windows PowerShell 5.1 reports of a script, as the cases' `lint` lines tell it."""

import importlib


def lint_ids(script: str) -> list[str]:
    """Gives the ids in the order of the text, `none` alone where there is nothing to report."""
    try:
        check = importlib.import_module("perdure.runtime.lint").check
    except ImportError:
        return ["the checker is not there yet"]
    return [finding.code for finding in check(script)] or ["none"]

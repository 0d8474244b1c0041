"""Findings as SARIF 2.1.0, the form that code hosts and editors read."""

import os
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def sarif(rows: Iterable[dict[str, Any]], helps: dict[str, str]) -> dict[str, Any]:
    """Gives the log of findings.

    Args:
        rows: as `check --json` gives them, with `endLine` and `endColumn`.
        helps: what to write instead, by the ids' first finding.
    """
    found = list(rows)
    ids = sorted({row["id"] for row in found})
    index = {name: i for i, name in enumerate(ids)}
    kinds = {row["id"]: row["kind"] for row in found}
    rules = [
        {
            "id": name,
            "name": name,
            "shortDescription": {"text": helps.get(name) or name},
            "properties": {"tags": [kinds[name]]},
        }
        for name in ids
    ]
    driver = {"name": "perdure check", "version": version("perdure"), "rules": rules}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "utf16CodeUnits",
                "results": [result(row, index[row["id"]]) for row in found],
            }
        ],
    }


def result(row: dict[str, Any], rule: int) -> dict[str, Any]:
    """Gives one finding."""
    region = {
        "startLine": row["line"],
        "startColumn": row["column"],
        "endLine": row["endLine"],
        "endColumn": row["endColumn"],
    }
    uri = quote(row["file"].replace(os.sep, "/"))
    return {
        "ruleId": row["id"],
        "ruleIndex": rule,
        "level": LEVELS[row["severity"]],
        "message": {"text": row["message"]},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
    }

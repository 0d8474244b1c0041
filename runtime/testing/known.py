"""The list of cases that do not pass yet: it may only shrink.

It stands beside the folder of the cases, one `folder/file::case` a line; behind ` # ` may stand a reason.
"""

from pathlib import Path

from perdure.runtime.testing.cases import Case

NAME = "known_failures.txt"


def list_for(case: Case) -> Path:
    """Gives the path at which a case's list stands, whether it exists or not."""
    return case.path.parent.parent / NAME


def read(path: Path) -> dict[str, str]:
    """Gives the listed ids with their reasons; nothing where there is no list."""
    if not path.is_file():
        return {}
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, reason = line.partition(" # ")
        if name.strip() and not name.startswith("#"):
            found[name.strip()] = reason.strip()
    return found


def create(path: Path, ids: list[str]) -> None:
    """Writes a first list; refuses where one exists, since a list may only shrink."""
    if path.exists():
        raise FileExistsError(f"{path} exists and may only shrink")
    path.write_text("".join(f"{name}\n" for name in sorted(ids)), encoding="utf-8")


def shrink(path: Path, ids: set[str]) -> int:
    """Takes the given ids out of the list and gives the number of lines that went."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.partition(" # ")[0].strip() not in ids]
    if len(kept) < len(lines):
        path.write_text("".join(kept), encoding="utf-8")
    return len(lines) - len(kept)

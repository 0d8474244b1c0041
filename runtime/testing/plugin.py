"""The pytest plugin: collects case files of any folder, one test for each case.

Cases listed in `known_failures.txt` beside the folder are expected to fail: one that fails and is not listed fails, and so
does one that is listed and passes. The figures of the summary count only what really passed.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from perdure.runtime.testing import known
from perdure.runtime.testing.cases import Case, is_case_file, read_cases
from perdure.runtime.testing.outcome import Outcome
from perdure.runtime.testing.pool import Options, Pool
from perdure.runtime.testing.report import explain, figures, groups

_RUN = pytest.StashKey["_Run"]()


class CaseFailed(Exception):
    """Carries what differed to the report."""


class _Run:
    """What one pytest session knows of its cases."""

    def __init__(self, config: pytest.Config) -> None:
        options = Options(
            config.getoption("--checkpoint-mode"),
            config.getoption("--cold"),
            config.getoption("--case-jobs"),
            generated=config.getoption("--generated"),
        )
        self.ahead = not hasattr(config, "workerinput")
        self.options = (
            options if self.ahead else Options(options.checkpoints, options.cold, 1, generated=options.generated)
        )
        self.pool: Pool | None = None
        self.futures: dict[str, Future[Outcome]] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.lists: dict[Path, dict[str, str]] = {}
        self.second: list[str] = []  # cases that passed at their second try
        self.left_out: list[str] = []  # cases that the checkpoint mode takes the subject away from

    def outcome(self, item: "CaseItem") -> Outcome:
        """Gives a case's outcome, having begun with those behind it too where this process runs them all."""
        if self.pool is None:
            self.pool = Pool(self.options)
        if item.nodeid not in self.futures:
            items = [other for other in item.session.items if isinstance(other, CaseItem)] if self.ahead else [item]
            started = self.pool.run([other.case for other in items])
            self.futures.update(zip((other.nodeid for other in items), started, strict=True))
        outcome = self.futures[item.nodeid].result()
        self.outcomes[item.nodeid] = outcome
        return outcome

    def again(self, item: "CaseItem") -> Outcome:
        """Runs a case once more, behind all others: a machine under load may have stretched its times."""
        assert self.pool is not None
        outcome = self.pool.run([item.case])[0].result()
        if outcome.passed:
            self.second.append(item.case.id)
            self.outcomes[item.nodeid] = outcome
        return outcome

    def listed(self, case: Case) -> str | None:
        """Gives the reason for which a case is listed (it may be empty), None where it is not."""
        path = known.list_for(case)
        if path not in self.lists:
            self.lists[path] = known.read(path)
        return self.lists[path].get(case.id)


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case

    def runtest(self) -> None:
        """Runs the case and holds it against the list of known failures."""
        run = self.config.stash[_RUN]
        outcome = run.outcome(self)
        self.user_properties.append(("case", (str(self.case.path), self.case.name, outcome.passed, outcome.elapsed_s)))
        known_case = run.listed(self.case) is not None and not self.config.getoption("--all-must-pass")
        if not outcome.passed and not known_case:
            outcome = run.again(self)
        reason = None if self.config.getoption("--all-must-pass") else run.listed(self.case)
        if outcome.passed and reason is not None:
            raise CaseFailed(f"{self.case.id} passes: take it out of {known.NAME}")
        if not outcome.passed and reason is not None:
            pytest.xfail(reason or "known")
        if not outcome.passed:
            raise CaseFailed("\n".join(explain(outcome)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Gives what differed, without a traceback of ours."""
        if isinstance(excinfo.value, CaseFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Gives the place of the case in its file."""
        return self.path, self.case.line - 1, self.case.id


class CaseFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[CaseItem]:
        """Gives the file's cases in order."""
        for case in read_cases(self.path):
            yield CaseItem.from_parent(self, name=case.name, case=case)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options of the case runner."""
    group = parser.getgroup("perdure cases")
    group.addoption("--checkpoint-mode", choices=("never", "marks", "every"), help="when workflow cases checkpoint")
    group.addoption("--cold", action="store_true", help="start every process of a case anew instead of by fork")
    group.addoption(
        "--case-jobs", type=int, default=0, metavar="N", help="cases at once (default: one for each processor)"
    )
    group.addoption(
        "--generated", choices=("never", "hot", "soon", "always"), help="which bodies run as generated functions"
    )
    group.addoption("--all-must-pass", action="store_true", help=f"take no notice of {known.NAME}")
    group.addoption("--fail-summary", action="store_true", help="group failing cases by their first differing line")


def pytest_configure(config: pytest.Config) -> None:
    """Prepares the session's record; nothing is started before the first case."""
    config.stash[_RUN] = _Run(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Collects files that hold cases, by their marks."""
    if is_case_file(file_path):
        collected: CaseFile = CaseFile.from_parent(parent, path=file_path)
        return collected
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out, where no checkpoint is made, the cases that are about one: several processes, or listed with a reason."""
    if config.getoption("--checkpoint-mode") != "never":
        return
    gone = [i for i in items if isinstance(i, CaseItem) and needs_checkpoints(i.case)]
    config.hook.pytest_deselected(items=gone)
    config.stash[_RUN].left_out += [i.case.id for i in gone if isinstance(i, CaseItem)]
    items[:] = [i for i in items if i not in gone]


def needs_checkpoints(case: Case) -> bool:
    """Tells whether a case has no meaning without checkpoints."""
    several = len(case.processes) > 1 or any(p.kill_when is not None for p in case.processes)
    return several or case.id in known.read(known.list_for(case).parent / "needs_checkpoints.txt")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> Generator[None, None, None]:
    """Prints the figures of each folder last of all, and on demand the failures in groups."""
    yield
    outcomes = list(config.stash[_RUN].outcomes.values()) or _from_reports(terminalreporter)
    if not outcomes:
        return
    if config.getoption("--fail-summary"):
        terminalreporter.section("failing cases by first differing line")
        for line in groups(outcomes):
            terminalreporter.write_line(line)
    run = config.stash[_RUN]
    if run.second:
        terminalreporter.write_line(f"passed at the second try, alone: {', '.join(run.second)}")
    if run.left_out:
        terminalreporter.write_line(f"left out, since they are about checkpoints: {len(run.left_out)} cases")
    for line in figures(outcomes, config.invocation_params.dir):
        terminalreporter.write_line(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Ends the processes that the session started."""
    pool = session.config.stash[_RUN].pool
    if pool is not None:
        pool.close()


def _from_reports(terminalreporter: Any) -> list[Outcome]:
    """Gives the outcomes that other processes (pytest-xdist) ran, as far as figures need them."""
    found = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "case" and report.when == "call":
                    path, case_name, passed, elapsed_s = value
                    case = Case("", Path(path), case_name, 0, ())
                    fault = None if passed else "failed in another process"
                    found.append(Outcome(case, (), fault, "", elapsed_s))
    return found

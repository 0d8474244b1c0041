"""The index of cmdlets is what the sources say."""

from perdure.runtime.cmdlets import finder, index


def test_index_matches_the_sources() -> None:
    assert index.INDEX.read_text(encoding="utf-8") == index.render()


def test_every_indexed_cmdlet_loads_under_its_name() -> None:
    for low, (_, name) in finder.COMMANDS.items():
        found = finder.find_cmdlet(low)
        assert found is not None and found.name == name

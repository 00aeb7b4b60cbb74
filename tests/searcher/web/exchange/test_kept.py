"""What is made once for a state of the archive."""

from searcher.web.exchange.kept import Kept


def test_a_value_is_made_once_for_a_state() -> None:
    """And again after a commit; under another name there is another one."""
    kept, made = Kept(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept.get("first", "a", make) for _ in range(3)] == [1, 1, 1]
    assert kept.get("first", "b", make) == 2
    assert kept.get("second", "a", make) == 3
    assert kept.get("first", "a", make) == 4

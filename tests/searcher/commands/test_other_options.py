"""An option of one command given to another one."""

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("protein", "--plot", "x.svg"), "no option --plot in searcher search; searcher stats has"),
        (("stats", "protein", "--strict"), "no option --strict in searcher stats; searcher search"),
        (("kwic", "protein", "-C", "3"), "no option -C in searcher kwic; searcher search"),
        (("show", "m-protein", "-s", "ann"), "no option -s in searcher show; searcher search"),
        (("verify", "no panic", "--by", "year"), "--by in searcher verify; searcher stats has it"),
        (("keywords", "--window", "3"), "--window in searcher keywords; searcher collocates has"),
    ],
)
def test_the_commands_that_have_it_are_named(run: Run, typed: tuple[str, ...], said: str) -> None:
    """One line, which names no option that is only spelled alike."""
    done = run(*typed)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert "did you mean" not in done.err


def test_an_option_that_no_command_has(run: Run) -> None:
    """The option that is most like it comes first, and not the first one of the alphabet."""
    assert (
        "there is no option --contex; did you mean --context?"
        in run("show", "m-protein", "--contex", "3").err
    )
    assert "there is no option --limt; did you mean --limit?" in run("protein", "--limt", "3").err

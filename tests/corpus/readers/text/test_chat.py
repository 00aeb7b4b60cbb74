"""The codes of CHAT go, the words stay."""

import pytest

from corpus.readers.text.chat import words


@pytest.mark.parametrize(
    ("tier", "said"),
    [
        ("more cookie .", "more cookie."),
        ("I <want the> [//] need a cup .", "I want the need a cup."),
        ("he goed [* m:=ed] [: went] home .", "he goed home."),
        ("&-uh &+ca &~ba cat &=coughs &*MOT:mhm ?", "uh ba cat?"),
        ("(be)cause it's (.) (..) (1.5) go(ing) .", "because it's going."),
        ("that's xxx yyy , I think www .", "that's, I think."),
        ("xylophone 0is 10 .", "xylophone 10."),
        ("ice+cream all_gone gumma@c b@l .", "ice cream all gone gumma b."),
        ("no:: that's lo:ng .", "no that's long."),
        ("+< yes +/.", "yes."),
        ("so you +...", "so you…"),
        ("did you +//?", "did you?"),
        ('he said +"/.', "he said."),
        ("you know „ don't you ?", "you know, don't you?"),
        ("↑what⌈ever⌉ ∙hhh ˈyes .", "whatever hhh yes."),
        ("0 [=! cries] .", "."),
        ("wait [x 3] [+ imp] .", "wait."),
    ],
)
def test_what_is_left_of_an_utterance_are_its_words(tier: str, said: str) -> None:
    """Each line shows one kind of code."""
    assert words(tier) == said

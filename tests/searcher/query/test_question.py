"""A question is told from a literal search, in both directions."""

from pathlib import Path

import pytest

from index.library.library import Library
from index.update.update import update
from searcher.query.question import as_plain, as_question, is_list, is_question
from searcher.syntax.lexer import query_words

LITERAL = (
    "to be or not to be", "M protein", "maintenance", "the", "what is it", "who is who",
    "The Old Man and the Sea", "Lord of the Rings", "Ruth Bader Ginsburg's robe and her collar",
    "Ottoline Traherne", "Dr. Samuel Adeyinka", "Ruth Bader Ginsburg",
    "kubernetes storage operators", "Tobias sister plumber",
    "here comes the sun and i say it's all right",
    "we don't need no education", "let it be", "you can't always get what you want",
    "the answer is blowing in the wind", "she never had an M protein", "bus protein",
    "one small step for man", "CAR-T cells", "grey liquid", "IL-6 protocol",
    "last guest at the wedding", "in the beginning was the word",
)  # fmt: skip

QUESTIONS = (
    "what is the best way to learn rust", "how do you deal with burnout", "rust vs go performance",
    "Who painted the fence?", "what did Gerhard say about backups", "tell me about the flood",
    "is ibuprofen bad for the kidneys", "summarize the discussion about the remote control",
    "did Dr. Halvorsen mention cramps", "the flood gates?", "python versus ruby",
    "why rust", "How does TCP work",
    "opinion on microservices", "what's the point of kubernetes",
)  # fmt: skip


@pytest.mark.parametrize("typed", LITERAL)
def test_literal(typed: str) -> None:
    """Words that are meant as they are typed."""
    assert not is_question(query_words([typed]), marked=typed.endswith("?"))


@pytest.mark.parametrize("typed", QUESTIONS)
def test_questions(typed: str) -> None:
    """Words that ask about a subject."""
    assert is_question(query_words([typed]), marked=typed.endswith("?"))


@pytest.mark.parametrize("typed", ["rust?", "?", ""])
def test_too_little_to_ask(typed: str) -> None:
    """A mark alone makes no question of a word."""
    assert not is_question(query_words([typed]), marked=True)


@pytest.mark.parametrize(
    "typed",
    ["rust async runtime scheduler", "number nine bus stops cemetery", "kidney liver lung heart",
     "kubernetes storage operators backup IL-6", "flood gates, tannery, wall"],
)  # fmt: skip
def test_lists(typed: str) -> None:
    """Four telling words and more."""
    assert is_list(query_words([typed]))
    assert not is_question(query_words([typed]))


@pytest.mark.parametrize(
    "typed",
    [*LITERAL, "rust async runtime", "rust rust rust rust", "rust async of the runtime scheduler",
     "IL-6 protocol lab", ""],
)  # fmt: skip
def test_no_lists(typed: str) -> None:
    """Few words, one word again and again, and whatever has a small word."""
    assert not is_list(query_words([typed]))


@pytest.mark.parametrize(("language", "typed"), [("en", "M protein kappa light chain")])
def test_lists_of_other_languages(language: str, typed: str) -> None:
    """In an index with other languages, a short word may be a small one."""
    assert is_list(query_words([typed]), languages=(language,))
    assert not is_list(query_words([typed]), languages=(language, "fr"))
    assert is_list(query_words(["barrage digue rivière écluse"]), languages=("fr",))
    assert not is_list(query_words(["le barrage, la rivière"]), languages=("fr",))


FOREIGN = (
    ("de", "wie lernt man Rust"), ("de", "Warum wurde die Mauer gebaut"),
    ("de", "wofür war das Geld"), ("de", "mit wem sprach Anna"), ("de", "wer hat das Wehr gebaut"),
    ("fr", "pourquoi le barrage a cédé"), ("fr", "Où est le barrage"),
    ("fr", "qu'est-ce que Marie a dit du barrage"), ("fr", "comment apprendre Rust"),
    ("es", "cómo se aprende Rust"), ("es", "Por qué se rompió la presa"),
    ("es", "¿quién construyó la presa"), ("it", "perché è crollata la diga"),
    ("it", "dove si trova la diga"), ("pt", "onde fica a barragem"),
    ("pt", "o que disse Ana sobre a barragem"), ("nl", "waarom brak de dijk"),
    ("nl", "hoe werkt de pomp"), ("ru", "почему прорвало плотину"), ("ru", "О чём говорила Анна"),
    ("sv", "varför brast dammen"), ("sv", "när byggdes dammen"), ("da", "hvorfor brast dæmningen"),
    ("pl", "dlaczego pękła tama"), ("cs", "proč praskla hráz"), ("uk", "чому прорвало греблю"),
    ("tr", "neden baraj yıkıldı"), ("fi", "miksi pato murtui"), ("nb", "hvem bygde demningen"),
)  # fmt: skip
FOREIGN_LITERAL = (
    ("de", "die Mauer und der Graben"), ("de", "Sturm am Morgen"), ("fr", "le barrage, la rivière"),
    ("es", "la presa del río"), ("it", "la diga e il fiume"), ("nl", "de dijk langs de rivier"),
    ("ru", "плотина на реке"), ("sv", "dammen vid ån"), ("pt", "a barragem do rio"),
    # What begins questions elsewhere begins none in English.
    ("en", "comment section spam"), ("en", "come together right now"), ("en", "dove bar soap"),
    ("en", "Lake Como ferry"), ("en", "Che Guevara posters"), ("en", "hoe and rake"),
    ("en", "Wat Pho temple"), ("en", "Kim Larsen songs"), ("en", "var declarations in JavaScript"),
    ("en", "WER of whisper"), ("en", "KDE plasma"), ("en", "proc filesystem"),
)  # fmt: skip


@pytest.mark.parametrize(("language", "typed"), FOREIGN)
def test_questions_of_other_languages(language: str, typed: str) -> None:
    """Questions begin with a word of their language, or with two."""
    assert is_question(query_words([typed]), languages=(language,))


@pytest.mark.parametrize(("language", "typed"), FOREIGN_LITERAL)
def test_literal_in_other_languages(language: str, typed: str) -> None:
    """Words that are no question in the language of the index."""
    assert not is_question(query_words([typed]), languages=(language,))


@pytest.mark.parametrize(
    "typed",
    ["wie lernt man Rust", "pourquoi le barrage a cédé", "почему прорвало плотину",
     "varför brast dammen", "waarom brak de dijk", "por qué se rompió la presa"],
)  # fmt: skip
def test_questions_where_the_language_is_not_known(typed: str) -> None:
    """Many transcripts do not say their language, and are taken for English."""
    assert is_question(query_words([typed]))


def test_a_mark_at_the_end_of_quotes() -> None:
    """The question mark counts inside the quotes or brackets that end a question, too."""
    assert as_plain(['the "flood gates?"']) == ("the  flood gates?",)
    assert as_plain(["the flood (gates?)"]) == ("the flood  gates?",)
    assert as_plain(['"flood gates"']) is None
    assert as_plain(["why speaker:ann (flood)"]) is None
    assert as_plain(['warum "brach" der Damm'], ("de",)) == ("warum  brach  der Damm",)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An index in which somebody says `flood gates` and `we will see`."""
    directory: Path = tmp_path_factory.mktemp("question")
    text = "Ann: The flood gates are shut.\nBo: We will see, and the gates of the flood, too.\n"
    (directory / "talk.txt").write_text(text, "utf-8")
    update(directory / "index", [directory / "talk.txt"])
    return Library.open(directory / "index")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("how do the gates (of the flood) work", "how do the gates of the flood work"),
        ("how do (the gates) work?", "how do the gates work?"),
        ("how ((do)) the gates work (here)?", "how do the gates work here?"),
        ("are the gates shut? and the flood?", "are the gates shut and the flood?"),
        ('what are the "flood gates" for', "what are the flood-gates for"),
        ("what are the “Flood gates” (here)", "what are the Flood-gates here"),
        ('what did he mean by "we will see"?', "what did he mean by we-will-see?"),
        ('what is a "gates flood"', "what is a gates flood"),
        ('are the "gates" shut', "are the gates shut"),
        ('tell me about the "flood gates"', "tell me about the flood-gates"),
        ('who shut "the flood gates?"', "who shut the-flood-gates?"),
    ],
)
def test_signs_of_punctuation(library: Library, typed: str, plain: str) -> None:
    """Signs in a question are punctuation, even if a turn would match them."""
    read = as_question([typed], library)
    assert read
    assert read.arguments == (plain,)
    assert read.reason.endswith(" in a question are punctuation")


@pytest.mark.parametrize(
    "typed",
    [
        "how do the gates work", "(flood gates)", "flood (gates shut)", '"flood gates" shut',
        'why "flood gates"', '"what are the flood gates"', '"flood gates?"',
        "how (flood OR gates)", "what NOT (gates)", "what (flood) -gates",
        "how speaker:ann (gates)",
        'what "flood gates"~5 shut', "what flood NEAR/3 (gates)", "what (gat*) shut",
        "what =Flood (gates)", "what gats~ (flood)", "what /gat.*/ (flood)", "what asked:(gates)",
        "how (do the gates work", "how do the) gates (work", 'what are the "flood gates',
        "what is (it)", "flood gates t(4;14)", "",
    ],
)  # fmt: skip
def test_signs_of_the_search_language(library: Library, typed: str) -> None:
    """A search by operators or fields stays one; so does one that is no question."""
    assert as_question([typed], library) is None


def test_signs_in_several_arguments(library: Library) -> None:
    """An argument in quotes is a phrase; brackets are punctuation in any argument."""
    assert as_question(["what", "are", '"flood gates"'], library) is None
    read = as_question(["what", "are", "(the", "gates)", "for"], library)
    assert read is None
    read = as_question(["what", "are", "(the gates)", "for?"], library)
    assert read
    assert read.arguments == ("what", "are", "the gates", "for?")


def test_many_quotes(library: Library) -> None:
    """Of a few it is looked up whether somebody says them so; endless ones take no time."""
    for count, gates in ((4, "flood-gates"), (5, "flood gates"), (900, "flood gates")):
        read = as_question(["what are " + '"flood gates" ' * count], library)
        assert read
        assert read.arguments[0].split(" ", 2)[2] == " ".join([gates] * count)
    long = " ".join(["gates"] * 5_000)
    read = as_question([f'what of the "{long}" ' + "(" * 500 + "gates" + ")" * 500], library)
    assert read
    assert read.arguments == (f"what of the {long} gates",)

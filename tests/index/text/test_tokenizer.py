"""What a word is, and under which form it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.tokenizer import fold, places, words
from index.whoosh_codec.schema import WordAnalyzer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M protein", ["m", "protein"]),
        ("to be or not to be", ["to", "be", "or", "not", "to", "be"]),
        ("0.1 to 0.2.", ["0.1", "to", "0.2"]),
        ("1,000 or 1,000,000.5, then 1,2", ["1000", "or", "1000000.5", "then", "1", "2"]),
        ("IL-6, COVID-19", ["il", "6", "covid", "19"]),
        ("t(4;14)", ["t", "4", "14"]),
        ("CAR-T = CAR T = car t", ["car", "t"] * 3),
        ("the U.S. and Ph.D.", ["the", "us", "and", "phd"]),
        ("F.B.I.'s F.B.I’s M.Sc. p.m. Т.е.", ["fbi", "s", "fbi's", "msc", "pm", "те"]),
        ("Plan B. I am e.g.one at a.b.com", "plan b i am e g one at a b com".split()),
        ("l’État qu'à L'homme dell'acqua", "l etat qu a l homme dell acqua".split()),
        ("O'Leary aujourd'hui y'all ma'am", ["o'leary", "aujourd'hui", "y'all", "ma'am"]),
        ("20mg 1,500ml 7pm 7p.m.", ["20", "mg", "1500", "ml", "7", "pm", "7", "pm"]),
        ("1990s 5k 2nd h1n1 20mgx", ["1990s", "5k", "2nd", "h1n1", "20mgx"]),
        ("the 1990's, '90s and 2019's", ["the", "1990s", "90s", "and", "2019's"]),
        ("C++17 c#8", ["c++", "17", "c#", "8"]),
        (":-) :) hi :D <3 (so:) a:)", [":)", ":)", "hi", ":d", "<3", "so", "a"]),
        ("🌱❤️ ❤ 👍🏽👍 🇩🇪 ♪ ™", ["🌱", "❤", "❤", "👍", "👍", "🇩🇪"]),
        ('צה״ל צה"ל שָׁלוֹם', ["צהל", "צהל", "שלום"]),
        ("كتـــاب شَرَفٌ مكتبة مكتبه", ["كتاب", "شرف", "مكتبه", "مكتبه"]),
        ("flood\u200bgate \ufeffwall\u2060s", ["floodgate", "walls"]),
        ("don't don’t DONʼT", ["don't"] * 3),
        ("'quoted' dogs' rock'n'roll", ["quoted", "dogs", "rock'n'roll"]),
        ("C++ and C# but not A+ or #1", ["c++", "and", "c#", "but", "not", "a", "or", "1"]),
        ("snake_case __init__", ["snake", "case", "init"]),
        ("Café naïve Übergröße Łódź", ["cafe", "naive", "ubergrosse", "lodz"]),
        ("cafe\u0301 and co\u00adoperate", ["cafe", "and", "cooperate"]),
        ("骨髄腫 is", ["骨", "髄", "腫", "is"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("人々と佐々木、〇", ["人", "々", "と", "佐", "々", "木", "〇"]),
        ("𠮷野家 is", ["𠮷", "野", "家", "is"]),
        ("データ ﾃﾞｰﾀ", ["デ", "ー", "タ"] * 2),
        ("パン、ハン", ["パ", "ン", "ハ", "ン"]),
        ("が か\u3099 か゛ ｶﾞ カ", ["が", "が", "が", "ガ", "カ"]),
        ("ゝゞヽヾ ジョン・スミス", [*"ゝゞヽヾジョンスミス"]),
        ("CD4陽性T細胞", ["cd4", "陽", "性", "t", "細", "胞"]),
        ("ภาษาไทย ๆ", ["ภา", "ษา", "ไท", "ย", "ๆ"]),
        ("มา ม้า หมา", ["มา", "ม้า", "ห", "มา"]),
        ("ปู ปู่ ป", ["ปู", "ปู่", "ป"]),
        ("ปี2563ครับ", ["ปี", "2563", "ค", "รั", "บ"]),
        ("ພາສາລາວ", ["ພາ", "ສາ", "ລາ", "ວ"]),
        ("ភាសាខ្មែរ", ["ភា", "សា", "ខ្មែ", "រ"]),
        ("မြန်မာ စက္ကူ", ["မြ", "န်", "မာ", "စ", "က္ကူ"]),
        ("한국어를 ﾡￂ", ["한국어를", "가"]),
        ("ＡＢＣ ϒ 𝐀b", ["abc", "υ", "ab"]),
        ("v1.2.3 at 10:30", ["v1.2.3", "at", "10", "30"]),
        ("… — ?!", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """The words of a text, in the form in which the index keeps them."""
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ["น้ำ", "น้\u0e4d\u0e32", "น\u0e4d้\u0e32"],
        ["ນ້ຳ", "ນ້\u0ecd\u0eb2", "ນ\u0ecd້\u0eb2"],
        ["カルテ", "ｶﾙﾃ"],
        ["가나다", unicodedata.normalize("NFD", "가나다")],
        ["ぱん", "は\u309aん", "は゜ん"],
        ["हिन्दी", "हि\u200dन्दी"],
    ],
)
def test_spellings_of_one_word(spellings: list[str]) -> None:
    """A word is the same however its diacritics were typed."""
    forms = {tuple(word.text for word in words(spelling)) for spelling in spellings}
    assert len(forms) == 1


THAI = st.text(alphabet="กงมรเไะาิู่้๊ํ์ๆ", max_size=6).filter(lambda w: w[:1] in set("กงมรเไ"))


@given(THAI, THAI, THAI)
def test_a_thai_word_is_found_in_a_sentence(before: str, word: str, behind: str) -> None:
    """The characters of a word are the same wherever it occurs, or a search would miss it.

    A word does not end in a vowel that belongs to the next letter, nor does what
    stands before it.
    """
    before, word = before.rstrip("เไ"), word.rstrip("เไ")
    apart = [w.text for text in (before, word, behind) for w in words(text)]
    assert [w.text for w in words(before + word + behind)] == apart


@given(st.text(max_size=8))
def test_a_form_is_folded_once(text: str) -> None:
    """What is kept folds to itself: a word of the vocabulary can be searched for."""
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aZ09.,'#+ _’‘“”–—…\xa0", max_size=20))
def test_typographic_characters_separate_words_as_in_any_text(text: str) -> None:
    """The short cut for curly quotes and dashes agrees with the pattern for all scripts."""
    assert [tuple(w) for w in words(text)] == [tuple(w) for w in words(text + " é")][:-1]


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """A word is the folded text between its start and its end, and words do not overlap."""
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.text == fold(text[word.start : word.end])
        end = word.end


@given(
    st.one_of(
        st.text(),
        # Long talk, in which many words are passed over at once.
        st.lists(
            st.sampled_from(
                ["so", "C++", "x#", "I'm,", "1,000.5", "--", "a+b", ":)", "U.S.", "l'a", "9mg"]
            ),
            max_size=300,
        )
        .map(" ".join),
    ),
    st.sets(st.integers(0, 299), max_size=5),
)  # fmt: skip
def test_places_are_those_of_words(text: str, positions: set[int]) -> None:
    """The places of some words, found without their forms and without those between."""
    spans = dict(enumerate((word.start, word.end) for word in words(text)))
    wanted = sorted(positions & spans.keys())
    assert places(text, wanted) == {position: spans[position] for position in wanted}


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    """Every letter and digit of a text is in one of its words."""
    found = "".join(text[word.start : word.end] for word in words(text))
    for character in text:
        if character.isalpha() or character in "0123456789":
            assert character in found


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    """NFC and NFD are the same to a search."""
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [word.text for word in words(composed)] == [word.text for word in words(apart)]


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_text_is_tokenized_as_any_text(text: str) -> None:
    """The short cut for ASCII and the pattern for all scripts agree."""
    assert [w.text for w in words(text)] == [w.text for w in words(text + " é")][:-1]


def test_names_are_apart() -> None:
    """A phrase does not reach from one name of a person into the next."""
    tokens = [(t.text, t.pos) for t in WordAnalyzer(lines=True)("Ann Lee\nDr. Lee")]
    assert tokens == [("ann", 0), ("lee", 1), ("dr", 102), ("lee", 103)]

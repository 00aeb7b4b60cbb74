"""The language of what is said."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.metadata import language as language_module
from corpus.metadata.language import _detector, language_of

SENTENCES = {
    "ar": "هل تدور الطاحونة؟ لا، توقفت منذ يونيو ولا أحد يعرف السبب.",
    "ca": "Roda, el molí? No, està aturat des del juny i ningú no sap per què.",
    "cs": "Točí se mlýn? Ne, stojí od června a nikdo neví proč.",
    "da": "Drejer møllen rundt? Nej, den har stået stille siden juni, og ingen ved hvorfor.",
    "de": "Dreht sich die Mühle? Nein, sie steht seit Juni, und niemand weiß, warum.",
    "el": "Γυρίζει ο μύλος; Όχι, σταμάτησε από τον Ιούνιο και κανείς δεν ξέρει γιατί.",
    "en": "Does the mill turn? No, it has stood still since June, and nobody knows why.",
    "es": "¿Gira el molino? No, está parado desde junio y nadie sabe por qué.",
    "et": "Kas veski töötab? Ei, see seisab juunist saadik ja keegi ei tea, miks.",
    "fi": "Pyöriikö mylly? Ei, se on seissyt kesäkuusta asti, eikä kukaan tiedä miksi.",
    "fr": "Le moulin tourne-t-il ? Non, il est arrêté depuis juin et personne ne sait pourquoi.",
    "he": "הטחנה מסתובבת? לא, היא עומדת מאז יוני ואף אחד לא יודע למה.",
    "hu": "Forog a malom? Nem, június óta áll, és senki sem tudja, miért.",
    "it": "Gira il mulino? No, è fermo da giugno e nessuno sa perché.",
    "ja": "水車は回っていますか。いいえ、六月から止まっています。",
    "ko": "물레방아가 돌아가요? 아니요, 유월부터 멈췄어요.",
    "lt": "Ar sukasi malūnas? Ne, jis stovi nuo birželio, ir niekas nežino kodėl.",
    "nl": "Draait de molen? Nee, hij staat sinds juni stil en niemand weet waarom.",
    "no": "Går mølla rundt? Nei, den har stått stille siden juni, og ingen vet hvorfor.",
    "pl": "Czy młyn się kręci? Nie, stoi od czerwca i nikt nie wie dlaczego.",
    "pt": "O moinho gira? Não, está parado desde junho e ninguém sabe porquê.",
    "ro": "Se învârte moara? Nu, stă din iunie și nimeni nu știe de ce.",
    "ru": "Мельница работает? Нет, она стоит с июня, и никто не знает почему.",
    "sl": "Se mlin vrti? Ne, stoji od junija in nihče ne ve, zakaj.",
    "sv": "Snurrar kvarnen? Nej, den har stått stilla sedan juni och ingen vet varför.",
    "th": "กังหันหมุนไหม ไม่ มันหยุดมาตั้งแต่เดือนมิถุนายน และไม่มีใครรู้ว่าทำไม",
    "tr": "Değirmen dönüyor mu? Hayır, hazirandan beri duruyor ve kimse nedenini bilmiyor.",
    "zh": "水车在转吗？没有，从六月就停了，没有人知道为什么。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_two_sentences_tell_the_language(language: str) -> None:
    """All languages whose inflections are known, and those of other scripts."""
    assert language_of([SENTENCES[language]]) == language


@pytest.mark.parametrize("texts", [[], [""], ["Ann!"], ["12:30, 14.5 %"], ["好。"]])
def test_too_little_text_is_of_no_language(texts: list[str]) -> None:
    """A guess would be worse than none."""
    assert language_of(texts) is None


def test_plain_english_needs_no_detector() -> None:
    """It takes a second to load, and most talk is English."""
    _detector.cache_clear()
    talk = "I think that this is what we were talking about, and so it was in the end, you know."
    assert language_of([talk]) == "en"
    assert _detector.cache_info().misses == 0


@given(st.text(alphabet="ab '’“—_1é.", max_size=40))
@example("don't ’tis rock'n'roll a'' “so” ab_c 1st")
def test_words_are_those_of_the_pattern(text: str) -> None:
    """Text is split at blanks where that gives the same."""
    expected = language_module.WORD.findall(text.replace("’", "'"))
    assert sorted(language_module._words(text)) == sorted(expected)

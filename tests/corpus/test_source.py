"""How files are opened, and how their text is decoded."""

import os
import threading
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import source
from corpus.errors import CorpusError
from corpus.signatures import HEAD
from corpus.source import Source

TEXTS = {
    "cp1252": "Zoë: C’est très tôt, n’est-ce pas ?\nJosé: Oui, « là-bas » près du moulin à café.",
    "cp1250": "Eliška: Kde je žlutá loď?\nOndřej: U mlýna, pod vrbou, jako vždycky, řekl bych.",
    "iso8859-2": "Zośka: Gdzie jest żółta łódź?\nPaweł: Przy młynie. Pójdę tam później, dziękuję.",
    "cp1251": "Анна: Мельница стоит?\nПётр: Да, с июня она стоит, и никто не знает почему.",
    "koi8-r": "Анна: Мельница стоит?\nПётр: Да, с июня она стоит, и никто не знает почему.",
    "cp1253": "Άννα: Γυρίζει ο μύλος;\nΝίκος: Όχι, από τον Ιούνιο σταμάτησε και κανείς δεν ξέρει.",
    "cp1254": "Ayşe: Değirmen dönüyor mu?\nOğuz: Hayır, hazirandan beri duruyor, çünkü ışık yok.",
    "cp1255": "דנה: הטחנה מסתובבת?\nיואב: לא, היא עומדת מאז יוני ואף אחד לא יודע למה.",
    "cp1256": "سارة: هل تدور الطاحونة؟\nعمر: لا، توقفت منذ يونيو ولا أحد يعرف السبب.",
    "gb18030": "王小明：水车在转吗？\n李华：没有，从六月就停了，因为结冰了。",
    "big5": "王小明：水車在轉嗎？\n李華：沒有，從六月就停了，因為結冰了。",
    "shift_jis": "田中：水車は回っていますか。\n鈴木：いいえ、六月から止まっています。",
    "euc_jp": "田中：水車は回っていますか。\n鈴木：いいえ、六月から止まっています。",
    "euc_kr": "김철수: 물레방아가 돌아가요?\n이영희: 아니요, 유월부터 멈췄어요.",
}
SIZES = {"short": 1, "long": 400}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_is_detected_from_the_text(encoding: str, size: str) -> None:
    """Short and long texts alike."""
    text = "\n".join([TEXTS[encoding]] * SIZES[size])
    assert Source(Path("a.txt"), text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "cp1250", "shift_jis", "gb18030", "euc_kr"])
def test_an_encoding_is_detected_from_captions(encoding: str) -> None:
    """Numbers and times are most of their bytes."""
    lines = TEXTS[encoding].split("\n")
    text = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}\n\n" for n, line in enumerate(lines, 1)
    )
    assert Source(Path("a.srt"), text.encode(encoding)).text == text


def test_a_few_accents_are_those_of_the_encoding_that_most_programs_write() -> None:
    """`José` fits a dozen encodings."""
    text = "José: Yes.\nAnn: “No,” he said – it’s not.\n" + "Ann: And so it went on.\n" * 40
    assert Source(Path("a.txt"), text.encode("cp1252")).text == text


def test_utf8_with_a_damaged_byte_is_utf8() -> None:
    """One lost byte does not make all accents of the file wrong."""
    text = "Zoë: C’est très tôt. À bientôt, José, près du café.\n" * 3
    data = text.encode("utf-8") + b"\xe9\n"
    assert Source(Path("a.txt"), data).text == f"{text}\ufffd\n"


def test_the_encoding_that_the_user_names_is_taken() -> None:
    """Even where the bytes would be of another one."""
    assert Source(Path("a.txt"), "ёж".encode("cp866"), "cp866").text == "ёж"
    assert Source(Path("a.txt"), "\ufeffé".encode(), "utf-8").text == "é"


@pytest.mark.parametrize(
    ("encoding", "reason"),
    [
        ("latin-99", "latin-99 is no encoding of text that is known"),
        ("rot13", "rot13 is no encoding of text that is known"),
        ("utf-8", "the file is not utf-8"),
    ],
)
def test_an_encoding_that_does_not_fit_is_an_error(encoding: str, reason: str) -> None:
    """It names the encoding, and what to do."""
    with pytest.raises(CorpusError) as error:
        _ = Source(Path("a.txt"), b"caf\xe9", encoding).text
    assert error.value.reason == reason
    assert "encoding" in str(error.value) or "name one such as" in str(error.value)


def _ole(stream: str) -> bytes:
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    head[30:32] = (9).to_bytes(2, "little")
    head[48:52] = (1).to_bytes(4, "little")
    return bytes(head) + bytes(512) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "reason", "advice"),
    [
        ("a.mp3", b"ID3\x03\x00" + bytes(80), "sound recording", "transcribe"),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(80), "sound recording", "transcribe"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound recording", "transcribe"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(80), "video recording", "transcribe"),
        ("a.m4a", b"\x00\x00\x00\x18ftypM4A " + bytes(80), "sound recording", "transcribe"),
        ("a.mkv", b"\x1aE\xdf\xa3" + bytes(80), "video recording", "transcribe"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(80), "picture", "OCR"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "OCR"),
        ("a.gz", b"\x1f\x8b\x08\x00" + bytes(80), "packed archive", "unpack"),
        ("a.doc", _ole("WordDocument"), "old Word file (.doc)", "save it as .docx"),
        ("a.docx", _ole("EncryptedPackage"), "has a password", "without a password"),
        ("a.xls", _ole("Workbook"), "old Excel file", "CSV"),
    ],
)
def test_what_is_no_text_is_refused_by_its_first_bytes(
    tmp_path: Path, name: str, data: bytes, reason: str, advice: str
) -> None:
    """With a way out, and not read to its end."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CorpusError) as error:
        Source.open(path)
    assert reason in error.value.reason
    assert advice in str(error.value.advice)


@pytest.mark.parametrize("text", ["FORM: so it says.\n", "ID3: a tag.\n", "BZh: a sound.\n"])
def test_a_text_that_begins_with_the_letters_of_a_signature_is_a_text(
    tmp_path: Path, text: str
) -> None:
    """Only bytes that no text has make a recording of it."""
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert Source.open(path).text == text


def test_utf16_is_no_recording(tmp_path: Path) -> None:
    """Its mark looks like a frame of MPEG audio."""
    path = tmp_path / "a.txt"
    path.write_text("Ann: Yes.", encoding="utf-16")
    assert Source.open(path).text == "Ann: Yes."


@pytest.mark.parametrize("start", [b"", b"Ann: Hi.\n", b"Ann: Hi.\r\n"])
def test_a_line_that_is_too_long(start: bytes) -> None:
    """It is refused before it is decoded; lines of the longest length are read."""
    whole = start + b"a" * source.LONGEST_LINE + b"\n"
    assert len(Source(Path("a.txt"), whole * 2).text) > 2 * source.LONGEST_LINE
    with pytest.raises(CorpusError, match="a line is longer than 8 MB"):
        _ = Source(Path("a.txt"), start + b"a" * (source.LONGEST_LINE + 1)).text


def test_json_on_one_line() -> None:
    """It may be longer, for it may hold many talks."""
    text = b'{"a": "' + b"a" * source.LONGEST_LINE + b'"}'
    assert Source(Path("a.json"), text).text == text.decode()


def test_marks_on_one_letter() -> None:
    """Ordering them took the square of their number; letters of any script are unchanged."""
    began = time.process_time()
    text = Source(Path("a.txt"), ("a" + "\u0301\u0323" * 300_000 + " b").encode()).text
    assert len(text) <= source.MOST_MARKS + 3
    assert text.endswith(" b")
    assert time.process_time() - began < 20
    usual = "\u1ea5 \u0e01\u0e33 " + "\u2014" * 80
    assert Source(Path("a.txt"), usual.encode()).text == usual


@given(st.text(max_size=80))
def test_unusual_characters(text: str) -> None:
    """All but printable ASCII and line ends, in their order."""
    kept = [c for c in text if c != "\n" and not (c.isascii() and c.isprintable())]
    assert source.unusual(text) == "".join(kept)
    if "\0" not in text and text.strip():
        assert Source(Path("a.txt"), text.encode(), "utf-8").unusual == source.unusual(
            text.removeprefix("\ufeff")
        )


@pytest.mark.parametrize("size", [1, HEAD, HEAD + 1, source.SMALL, source.SMALL + 1])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    """However it is read: by its head, at once, or with the rest behind its head."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"a mill, " * (size // 8) + b"b" * (size % 8))
    assert Source.open(path).data == path.read_bytes()
    assert Source.open(path, data=path.read_bytes()).data == path.read_bytes()


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """It is refused by its size, with the limit, before it takes any memory."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"Ann: hello\n")
        file.truncate(source.LARGEST + 1)
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError, match="more than 512 MB"):
            Source.open(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 1 << 20


def test_content_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is what comes from no file."""
    monkeypatch.setattr(source, "LARGEST", 10_000)
    assert len(Source.open(Path("-"), data=b"a" * 10_000).data) == 10_000
    with pytest.raises(CorpusError, match="larger ones are not read"):
        Source.open(Path("-"), data=b"a" * 10_001)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    """It does not tell its size."""
    pipe, text = tmp_path / "pipe", b"Ann: hello\n" * 10_000
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=[text])
    writer.start()
    assert Source.open(pipe).data == text
    writer.join()

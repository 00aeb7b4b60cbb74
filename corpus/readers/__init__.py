"""The formats that are read, a module each.

A reader is a module with two functions: `recognises(source)` looks at the
content and says whether the file is one of its own, and `read(source)` yields a
`Draft` for each transcript in it. They are asked in the order below, from the
most telling form to the least, and a suffix only breaks ties:

docx       a Word document: paragraphs as `Name: text`, bold names that recur, tables whose
           last column is what is said; headings are sections.
pdf        a PDF with a text layer: `Name: text` over the lines of its pages, without page
           numbers and running heads.
tei        TEI and Parla-CLARIN: `<note type="speaker">NAME:</note><u who="#id">text</u>`, or
           `<sp who="#id"><speaker>Name</speaker>`; a `<listPerson>` names the ids, a
           `<timeline>` has the times, notes inside an utterance were not said.
akoma_ntoso  `<speech by="#id" as="#role"><from>Name</from><p>text</p></speech>`, questions and
           answers alike; headings are sections.
hansard    XML with `<speech speakername="Name" time="14:30:00">` between
           `<major-heading>` and `<minor-heading>`; `nospeaker="true"` was said by nobody.
unknown    any other XML is refused.
chat       CHAT: `*CHI:` and a tab, the codes of an utterance removed; `@Participants` names
           the codes, `%mor:` and the like were not said.
oyez       JSON of an oral argument: sections of turns with `speaker.name` and `text_blocks`.
utterances JSON Lines, `{"speaker": …, "text": …}` a line; `conversation_id` parts programs,
           `reply-to` orders them.
speech     JSON of podcasts (`segments` with `body`), of Whisper, WhisperX, Rev.ai (`monologues`),
           AssemblyAI (`utterances`), Deepgram (`results.channels`) and Amazon Transcribe
           (`results.items`). Neighbouring segments of one speaker are one turn; where no
           speaker is named, the voice is `Speaker` and a turn ends at a pause of two seconds.
table      CSV or TSV. With columns such as `speaker` and `text`, a row is a turn; with a
           `dialogue` column, a row is a program, its lines `[doctor] text` or `Name: text`.
captions   `WEBVTT`, or SRT's numbered cues: `00:01:02.000 --> 00:01:04.000`, with `<v Name>`,
           `Name:`, `>> NAME:` or `(Name)` before the text. Neighbouring cues of one speaker
           are one turn; lines that roll up are told once; without names one voice, `Speaker`.
html       `<p><strong>Name:</strong> text`, `<cite>Name:</cite><time>0:00</time><p>text`,
           `<dt>Name<dd>text`, headings that are names, or proceedings in `<pre>`; navigation,
           comments and asides are left out.
markdown   `**Name:** text`, blank lines between paragraphs, `##` headings as sections; so are
           `__Name:__`, `*Name:*`, `**Name: text**`, `**[0:00] Name:**` and `### Name`, where the
           whole document writes so.
screenplay  screenplays and Fountain: scenes headed `INT.` or `EXT.`, a name in capitals over what
           is said.
irc        `14:59:27 <nick> text`: a line is a turn, `#topic` a section.
page       a saved web page as text: title, topics, description and credits above, `Name:`
           alone on a line with paragraphs under it, related programs and a footer below.
record     `  Mr. BOND. text`, `  The PRESIDING OFFICER (Mr. Kyl). text`: the Congressional
           Record, paragraphs set in by two blanks; `    Mr. Bond. text`: hearings.
labelled   `Name: text`, `Name:` alone, `Name (0:00): text`, `Name  0:00`, `[0:00] Name: text`,
           `[Name] text`, `>> NAME: text`, `<v Name>text`, `Q. text`; the labels are those that
           recur. `Name - text`, a tab behind the name, a name alone under a time or over its
           words are labels where they recur all over the document; so are `NAME. text` of plays,
           `Name.- text` of debates and `- Name: text` in lists. Who speaks once is known by how the
           others are written. Times without names are one voice, `Speaker`.
"""

#: The modules of the readers, `family.format`, in the order in which they are asked.
READERS = (
    "office.docx",
    "office.pdf",
    "xml.tei",
    "xml.akoma_ntoso",
    "xml.hansard",
    "xml.unknown",
    "text.chat",
    "json.oyez",
    "json.utterances",
    "json.speech",
    "table.table",
    "captions.captions",
    "html.html",
    "markdown.markdown",
    "text.screenplay",
    "text.irc",
    "text.page",
    "text.record",
    "text.labelled",
)

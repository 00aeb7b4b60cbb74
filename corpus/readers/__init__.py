"""The formats that are read, a module each.

A reader is a module with two functions: `recognises(source)` looks at the
content and says whether the file is one of its own, and `read(source)` yields a
`Draft` for each transcript in it. They are asked in the order below, from the
most telling form to the least, and a suffix only breaks ties:

epub       an EPUB book: its chapters as one web page.
odt        an OpenDocument text, read as a Word document is.
docx       a Word document: paragraphs as `Name: text`, names that are bold or have a style of
           their own, tables with a column of speakers; headings are sections. Tables of facts
           are left out. Any other zip file is refused by what it is.
rtf        Rich Text Format, read as a Word document is.
mhtml      a web page that a browser saved as one file.
pdf        a PDF with a text layer: `Name: text` over the lines of its pages, without page
           numbers and running heads.
tei        TEI and Parla-CLARIN: `<note type="speaker">NAME:</note><u who="#id">text</u>`, or
           `<sp who="#id"><speaker>Name</speaker>`; a `<listPerson>` names the ids, a
           `<timeline>` has the times, notes inside an utterance were not said.
akoma_ntoso  `<speech by="#id" as="#role"><from>Name</from><p>text</p></speech>`, questions and
           answers alike; headings are sections.
bundestag  `<p klasse="redner">` and `<name>` before the paragraphs of German proceedings.
canada     `<Intervention>` with `<PersonSpeaking>` and `<ParaText>`: Canadian debates.
australia  `<talk.start><talker><name>` before paragraphs: Australian debates.
hansard    XML with `<speech speakername="Name" time="14:30:00">` between
           `<major-heading>` and `<minor-heading>`; `nospeaker="true"` was said by nobody.
spoken     any XML whose elements have a speaker: `<turn speaker="Ann" start="1.5">text</turn>`, or
           `<turn><speaker>Ann</speaker><text>text</text></turn>`.
unknown    any other XML is refused.
chat_log   chats as text: `12/05/2021, 14:03 - Name: text` and `[12.05.21, 14:03:22] Name: text`
           of WhatsApp and Signal, `[12-May-21 02:03 PM] name` over text of Discord and Teams,
           `14:03:22 From Name to Everyone: text` of Zoom. A message is a turn, a day a section;
           notices of the program and what stands for pictures are nobody's. iMessage writes a date,
           a name and the text on lines of their own.
chat_export  chats as JSON: Slack, DiscordChatExporter, Signal, Google Chat.
chat_page  chats as HTML: DiscordChatExporter and Telegram.
talk_page  talk pages of MediaWiki: what stands before a signature is by the one who signs.
chat       CHAT: `*CHI:` and a tab, the codes of an utterance removed; `@Participants` names
           the codes, `%mor:` and the like were not said.
oyez       JSON of an oral argument: sections of turns with `speaker.name` and `text_blocks`.
utterances JSON Lines, `{"speaker": …, "text": …}` a line; `conversation_id` parts programs,
           `reply-to` orders them.
speech     JSON of podcasts (`segments` with `body`), of Whisper and WhisperX, of services
           (Rev.ai, AssemblyAI, Deepgram, Amazon, Google, Azure, Speechmatics, Watson), of
           editors, meeting notes and chats, and any JSON with one list of objects that have a
           speaker and a text. Neighbouring segments of one speaker are one turn, messages and
           records without times are a turn each; where nobody is named, the voice is unnamed
           and its turns end with sentences.
nist       NIST's STM, `file channel speaker start end text`, and CTM, `file channel start length
           word`: a channel is a voice where nobody is named.
table      CSV or TSV. With columns such as `speaker` and `text`, a row is a turn; with a
           `dialogue` column, a row is a program, its lines `[doctor] text` or `Name: text`.
elan       ELAN's .eaf: tiers with a PARTICIPANT; those that depend on another describe it.
exmaralda  EXMARaLDA's .exb: tiers of the type t, with the speaker of each.
transcriber  Transcriber's .trs: `<Turn speaker="spk1"><Sync time="1.0"/>text`.
praat      Praat's TextGrid, long and short: the intervals of tiers by time, a tier a voice.
ttml       TTML and DFXP: `<p begin="00:00:01.000" end="…" ttm:agent="#id">`, agents named above.
youtube    YouTube's json3 (`events` with `segs`) and srv1 to srv3 (`<p t="1000" d="4000">`).
substation  SubStation Alpha, .ass and .ssa: `Dialogue:` lines, whose column Name, or else Style,
           says who speaks.
sami       SAMI, .smi: `<SYNC Start=1000><P Class=ENCC>text`; the first of several languages.
microdvd   MicroDVD, .sub: `{100}{250}text|second line`, in frames.
sbv        `0:00:01.000,0:00:04.000` above each cue.
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
irc        `14:59:27 <nick> text`, or tabs around the nick: a line is a turn, `#topic` a section.
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
lecture    Markdown of sentences that names nobody: one voice, that of the only speaker whom the
           front matter names; headings are sections.
monologue  any other text of sentences that names nobody, such as Whisper's .txt: one voice. Lists,
           tables, forms and code are refused, with the reason.
"""

#: The modules of the readers, `family.format`, in the order in which they are asked.
READERS = (
    "office.epub",
    "office.odt",
    "office.docx",
    "office.rtf",
    "office.mhtml",
    "office.pdf",
    "annotation.elan",
    "annotation.exmaralda",
    "annotation.transcriber",
    "annotation.praat",
    "captions.ttml",
    "captions.youtube",
    "captions.sami",
    "xml.tei",
    "xml.akoma_ntoso",
    "xml.bundestag",
    "xml.canada",
    "xml.australia",
    "xml.hansard",
    "xml.spoken",
    "xml.unknown",
    "text.chat",
    "messages.chat_log",
    "messages.chat_export",
    "messages.chat_page",
    "messages.talk_page",
    "json.oyez",
    "json.utterances",
    "json.speech",
    "annotation.nist",
    "table.table",
    "captions.substation",
    "captions.microdvd",
    "captions.sbv",
    "captions.captions",
    "html.html",
    "markdown.markdown",
    "text.screenplay",
    "text.irc",
    "text.page",
    "text.record",
    "text.labelled",
    "markdown.lecture",
    "text.monologue",
)

#: What each reader reads, in a few words; its name is the `format` of a program.
MEANINGS = {
    "epub": "EPUB books",
    "odt": "OpenDocument texts",
    "docx": "Word documents",
    "rtf": "Rich Text Format",
    "mhtml": "web pages saved as one file",
    "pdf": "PDF with a text layer",
    "elan": "annotations of ELAN (.eaf)",
    "exmaralda": "annotations of EXMARaLDA (.exb)",
    "transcriber": "annotations of Transcriber (.trs)",
    "praat": "annotations of Praat (TextGrid)",
    "ttml": "captions in TTML or DFXP",
    "youtube": "YouTube's captions (json3, srv1 to srv3)",
    "sami": "captions in SAMI (.smi)",
    "tei": "XML of TEI and Parla-CLARIN",
    "akoma_ntoso": "XML of Akoma Ntoso, for parliaments and laws",
    "bundestag": "XML of the German Bundestag",
    "canada": "XML of the Canadian debates",
    "australia": "XML of the Australian debates",
    "hansard": "XML of the British debates",
    "spoken": "any XML whose elements have a speaker and a text",
    "unknown": "other XML, which is refused",
    "chat": "CHAT, the format of CHILDES and TalkBank",
    "chat_log": "chats as text: WhatsApp, Signal, Discord, iMessage, Teams, Zoom",
    "chat_export": "chats as JSON: Slack, Discord, Signal, Google Chat",
    "chat_page": "chats as web pages: Discord, Telegram",
    "talk_page": "talk pages of MediaWiki",
    "oyez": "JSON of oral arguments (Oyez)",
    "utterances": "JSON Lines, one utterance a line",
    "speech": "JSON of podcasts and of speech recognition, or with one list of speakers and texts",
    "nist": "time marks of NIST (.stm, .ctm)",
    "table": "tables, as CSV or TSV",
    "substation": "captions of SubStation Alpha (.ass, .ssa)",
    "microdvd": "captions of MicroDVD (.sub)",
    "sbv": "captions of YouTube's old form (.sbv)",
    "captions": "captions in WebVTT or SRT",
    "html": "web pages",
    "markdown": "Markdown with names in bold or as headings",
    "screenplay": "screenplays and Fountain",
    "irc": "logs of IRC",
    "page": "saved web pages as text",
    "record": "the Congressional Record and hearings of Congress",
    "labelled": "plain text with labels, such as `Name: text`",
    "lecture": "Markdown that names nobody, read as one voice",
    "monologue": "plain text that names nobody, read as one voice",
}

"""The formats that are read, a module each.

A reader is a module with two functions: `recognises(source)` looks at the
content and says whether the file is one of its own, and `read(source)` yields a
`Draft` for each transcript in it. They are asked in the order below, from the
most telling form to the least, and a suffix only breaks ties:

captions   `WEBVTT`, or SRT's numbered cues: `00:01:02.000 --> 00:01:04.000`, with `<v Name>`,
           `Name:`, `>> NAME:` or `(Name)` before the text. Neighbouring cues of one speaker
           are one turn; lines that roll up are told once; without names one voice, `Speaker`.
html       `<p><strong>Name:</strong> text`, `<cite>Name:</cite><time>0:00</time><p>text`,
           `<dt>Name<dd>text`, or proceedings in `<pre>`; navigation and asides are left out.
markdown   `**Name:** text`, blank lines between paragraphs, `##` headings as sections.
page       a saved web page as text: title, topics, description and credits above, `Name:`
           alone on a line with paragraphs under it, related programs and a footer below.
record     `  Mr. BOND. text`, `  The PRESIDING OFFICER (Mr. Kyl). text`: the Congressional
           Record, paragraphs set in by two blanks.
labelled   `Name: text`, `Name:` alone, `Name (0:00): text`, `Name  0:00`, `[0:00] Name: text`,
           `[Name] text`, `>> NAME: text`, `<v Name>text`, `Q. text`; the labels are those that
           recur. Times without names are one voice, `Speaker`.
"""

READERS = ("captions", "html", "markdown", "page", "record", "labelled")

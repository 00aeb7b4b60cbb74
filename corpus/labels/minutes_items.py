"""Items that minutes have between turns: decisions, tasks, who was there.

`AI(JV): review it` and `RESOLUTION: adopted` are labelled as speech is, and nobody says them.
"""

import re
from functools import lru_cache

NOTES = frozenset(
    """
    abstain abstained abstentions ayes nays noes whereas
    abstimmung abstimmungsergebnis sitzungsbeginn sitzungsende votación votazione głosowanie
    appearances credits ndlr seconded closed scene setting
    absent absentees carried chairs fx hum mover music result seconder sfx sound staff
    acuerdo acuerdos accion acción acciones action actions adjourned agenda
    agreed apologies
    aprobado aufgabe aufgaben beschluss beschlüsse conclusion conclusions decided decisión
    decision decisions décision décisions entschuldigt ergebnis excused facilitator failed
    follow-up follow-ups guests invités minuted minutes motion next-steps note-taker notetaker
    outcome outcomes others proposal proposals proposed protokollführer quorum regrets relevé
    resolución resolution resolutions resolved scribe scribenick scribes subtopic succeeded
    summary-of-action-items task tasks teilnehmer tâche tâches todo to-do todos topic vote votes
    voting
    agendabot ghurlbot meetbot rrsagent trackbot zakim
    """.split()
)
PHRASES = frozenset(
    (
        "action item", "action items", "action point", "action points", "follow up", "next meeting",
        "next step", "next steps", "note taker", "summary of action items",
        "summary of resolutions", "to do", "minutes taker", "key points", "key takeaways",
        "date of next meeting", "in attendance", "also present", "members present", "staff present",
        "apologies for absence", "blue sheets", "jabber scribe", "minute taker", "minute takers",
        "therefore, be it resolved", "now, therefore, be it resolved", "now therefore",
        "now, therefore", "be it resolved", "be it further resolved", "roll call", "roll call vote",
        "voting aye", "voting nay", "scribe nick", "meeting participants", "members absent",
        "ende der sitzung", "beginn der sitzung", "fin de la sesión", "fin de la séance",
        "editor's note", "editor’s note", "editors' note", "translator's note",
        "transcriber's note", "transcriber’s note", "translator’s note", "anm. d. red",
        "anmerkung der redaktion",
        "note de la rédaction", "nota de la redacción", "nota del editor", "nota da redação",
        "team members", "council members", "note takers", "sound effect",
        "sound effects", "key issues", "key questions", "motion carried", "moved by", "seconded by",
    )
)  # fmt: skip
# A kind of note, with its number and whose it is: `ACTION-12`, `AI(JV)`, `Action for Ann Lee`.
OWNED = re.compile(
    r"(?:ai|ap|ar|action|aufgabe|beschluss|decision|motion|proposal|resolution|task|todo|vote)s?"
    r"(?:\s+(?:item|point|required)s?)?"
    r"(?:\s?[-#]?\s?\d{1,5}|\s?[(\[][^()\[\]]{1,40}[)\]]|\s+(?:for|on|to|by)\s+\S.*)+",
    re.IGNORECASE,
)
# Whom a lawyer speaks for, above a list of names.
PARTY = re.compile(
    r"(?:appear\w+ )?(?:for|on behalf of) (?:the )?(?:appell(?:ant|ee)|applicant|claimant"
    r"|commonwealth|crown|debtor|defen[cs]e|defendant|government|intervenor|people|petitioner|plaintiff"
    r"|prosecution|respondent|state|united states|witness)s?",
    re.IGNORECASE,
)
# A heading over what was decided, under which nobody speaks.
DECIDED = re.compile(
    r"(?:\d[\d.]*\s+)?(?:(?:summary of|key|main)\s+)?(?:action (?:items?|points?)|actions|aufgaben"
    r"|beschlüsse|beschluss|conclusions?|decisions?|follow[- ]?ups?|next steps|outcomes?"
    r"|resolutions?|to-?\s?do(?:s| lists?| items?)?|tareas|acciones|décisions?|diagnostics)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def is_note(label: str) -> bool:
    """Whether a label heads a note of what was decided, or of who has to do what."""
    name = " ".join(label.split()).casefold().strip(" .*_")
    if name in NOTES or name in PHRASES:
        return True
    return OWNED.fullmatch(name) is not None or PARTY.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def heads_decisions(heading: str) -> bool:
    """Whether a heading stands over what was decided."""
    return DECIDED.fullmatch(heading.strip(" :*_#")) is not None

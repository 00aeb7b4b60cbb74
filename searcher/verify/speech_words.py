"""Words with which drafts say who said something, in several languages."""

#: Verbs of speech.
VERBS = (
    "said says say saying told tells telling added adds adding explained explains explaining asked "
    "asks asking replied replies replying answered answers wrote writes noted notes noting argued "
    "argues recalled recalls admitted admits warned warns insisted insists called calls described "
    "describes continued continues claimed claims stated states joked jokes remarked remarks "
    "observed observes recounted recounts concluded concludes suggested suggests declared declares "
    "announced announces acknowledged acknowledges agreed agrees conceded concedes complained "
    "testified testifies responded responds reflected reflects quipped laughed whispered shouted "
    "put puts confirmed confirms commented comments promised promises stressed emphasized "
    "began begins repeated repeats cautioned cautions countered counters urged urges vowed vows "
    "lamented laments mused muses predicted predicts exclaimed exclaims murmured muttered "
    "boasted boasts wondered wonders pointed points "
    "sagt sagte erklärt erklärte meint meinte fragt fragte betont betonte berichtet berichtete "
    "antwortet antwortete schreibt schrieb ergänzt ergänzte warnt warnte bittet bat ruft rief "
    "erwidert erwiderte erzählt erzählte erinnert erinnerte fordert forderte kritisiert "
    "kritisierte behauptet behauptete bestätigt bestätigte bemerkt bemerkte begann fügte scherzt "
    "scherzte "
    "dit déclare déclaré explique expliqué affirme affirmé demande ajoute ajouté raconte répond "
    "répondu raconté demandé lancé poursuit poursuivi précise précisé souligne souligné "
    "estime estimé assure assuré confie confié conclut conclu rappelle rappelé prévient prévenu "
    "écrit plaisante plaisanté s'exclame s'inquiète reconnaît reconnu "
    "dice dijo explica explicó afirma afirmó pregunta añade añadió cuenta contó responde respondió "
    "preguntó señala señaló asegura aseguró comenta comentó insiste insistió recuerda recordó "
    "advierte advirtió sostiene sostuvo declara declaró concluye concluyó indica indicó apunta "
    "apuntó escribe escribió reconoce reconoció pide pidió bromea bromeó "
    "detto spiega spiegato afferma racconta aggiunge risponde chiede "
    "diz disse contou acrescenta acrescentou respondeu perguntou "
    "zegt zei vertelt vertelde vraagt vroeg legt antwoordt schrijft "
    "сказал сказала говорит отметил отметила добавил добавила заявил заявила спросил спросила "
    "説明 述べ 語っ 話し 说 说道 表示 指出 认为 說 說道"
).split()
#: Verbs of speech with whom they are said to right after them: `asked Kagan: “…”`.
ADDRESSING = (
    "asked asks asking told tells telling answered warned warns reminded reminds urged urges "
    "fragt fragte bittet bat erzählt erzählte antwortet antwortete vraagt vroeg"
).split()
#: Patterns of words before a name that is cited.
ACCORDING = (
    r"according to|in the words of|selon|d['’]après|según|secondo|segundo|volgens|laut"
    r"|nach den worten von|по словам"
)
#: Words after a name that is cited.
ACCORDING_AFTER = r"zufolge"
#: Pronouns that stand for the person who was named last.
PRONOUNS = (
    "he she they er sie il elle ils elles él ella ellos lui lei loro ele ela hij zij ze он она"
).split()
#: Words in lower case inside of names.
PARTICLES = frozenset(
    "van von de der den del della di da dos du la le al bin ibn ben el ter".split()
)
#: Capitalised words at the start of a sentence that are nobody's name.
NO_NAMES = frozenset(
    "the a an in on at of for from to by with as but and or so yet if when while after before then "
    "there this that these those it its he she they we i "
    "you his her their our my your one what who "
    "nobody everybody somebody anybody someone everyone anyone people others another many few some "
    "how why where which not no yes now today yesterday tomorrow later earlier still also even "
    "according selon según secondo segundo volgens laut "
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december der die das ein eine und aber "
    "le la les un une et mais el los las una y pero il lo gli e ma o os "
    "as um uma de het een en".split()
)

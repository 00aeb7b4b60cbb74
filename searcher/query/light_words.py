"""English words that say little about the subject of a search."""

#: English words that say little about a subject: those in questions about talk, those that join
#: other words, and titles. In a small index they are not frequent enough to be recognised.
LIGHT = frozenset(
    """
    about describe described discuss discussed discussing discussion explain explained mention
    mentioned opinion opinions said say saying says speak spoke summarise summarize summary talk
    talked talking talks tell think thinking thinks thought thoughts told
    concerning regarding how what when where which who whom whose why
    a an the any each every some such that this these those another other same
    i me my you your he him his she her it its we us our they them their
    anybody anyone anything somebody someone something
    am are be been being is was were can could did do does had has have may might must shall
    should will would
    after again against all also and as at away because before behind below between beyond both
    but by down during either ever few for from here if in inside into just many more most much
    neither never no nor not now of off often on once only or out over own quite rather really
    since so than then there through to together too toward towards under until up upon very
    while with within without yet
    dr mr mrs ms prof
    """.split()
)

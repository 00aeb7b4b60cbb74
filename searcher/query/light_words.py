"""English words that say little about the subject of a search."""

#: Words that join other words. They are in every talk about anything.
STOP = frozenset(
    """
    about concerning regarding how what when where which who whom whose why
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
    i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
    we're we've we'd we'll they're they've they'd they'll that's there's here's let's
    how's what's when's where's who's why's
    aren't isn't wasn't weren't can't couldn't didn't don't doesn't hadn't hasn't haven't
    shouldn't won't wouldn't ain't
    """.split()
)

#: Words that ask for something to be said.
ASKING = frozenset(
    """
    describe described discuss discussed discussing discussion explain explained mention
    mentioned opinion opinions said say saying says speak spoke summarise summarize summary talk
    talked talking talks tell think thinking thinks thought thoughts told
    """.split()
)

#: Titles of people.
TITLES = frozenset("dr mr mrs ms prof".split())

#: English words that say little about a subject: those that join other words, those in questions
#: about talk, and titles. In a small index they are not frequent enough to be recognised.
LIGHT = STOP | ASKING | TITLES

"""The titles that stand before names: honorifics, which tell nobody apart, and offices.

`Mr. Ode`, `Dr. Ode` and `Ode` may be one person, and are compared without the honorific.
An office says who somebody is: `Lord Ode` and `Mayor Ode` are kept as they are printed.
"""

import re

#: Honorifics of men and of women: with the same last name they are two people.
MEN = frozenset("herr monsieur mr señor senhor signor sir".split())
WOMEN = frozenset(
    "dame frau madame mademoiselle miss mlle mme mrs ms señora señorita senhora signora"
    " sra srta".split()
)

#: Every honorific, in lower case and without a full stop.
HONORIFICS = (
    MEN
    | WOMEN
    | frozenset("doctor dr dra drs hon judge justice mx prof professor rep rev sen".split())
)

#: Offices and ranks that stand before a name, in lower case and without a full stop.
OFFICES = frozenset(
    """
    admiral adm ambassador baroness baron bishop captain capt chair chairman chairwoman chairperson
    chancellor col colonel commissioner congressman congresswoman councillor councilor
    councilman councilwoman councilmember director gen general gov governor lady lieutenant lt lord
    maj major mayor minister president premier principal representative reverend secretary
    senator sergeant sgt speaker superintendent trustee viscount
    abgeordneter abgeordnete bürgermeister bürgermeisterin präsident präsidentin vizepräsident
    vizepräsidentin staatssekretär staatssekretärin ministerin bundeskanzler bundeskanzlerin
    alcalde alcaldesa concejal diputado diputada presidente presidenta senador senadora
    président présidente ministre maire député députée sénateur sénatrice
    """.split()
)

#: Every title, in lower case and without a full stop.
TITLES: frozenset[str] = HONORIFICS | OFFICES

#: Titles that are abbreviations: a full stop after one ends no sentence.
ABBREVIATED = frozenset(
    """
    adm capt col dr dra drs gen gov hon lt maj mlle mme mr mrs ms mx prof rep rev sen sgt sra srta
    """.split()
)


def either_of(words: frozenset[str]) -> str:
    """The source of a pattern for one of these words, capitalised; the longest come first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word.capitalize()) for word in ordered)})"


#: The source of a pattern for an honorific as it is written before a name, without a full stop.
HONORIFIC = either_of(HONORIFICS)

#: The same for any title.
TITLE = either_of(TITLES)

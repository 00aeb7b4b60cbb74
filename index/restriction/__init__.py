"""What may be shown of a program: names replaced, words withheld, or nothing of it.

`public.py` begins: it says what is shown of one program. `protected.py` knows whose names may not
be shown, and `mentions.py` finds them in a text.
"""

"""A site that needs no server: pages of an archive, and a search that runs in the browser.

site.py      writes the folder, all of it or nothing
pages.py     the pages, from templates/
words.py     which turns say each word, in scripts that the search loads
turns.py     what the search shows of a turn, in scripts, too
names.py     the names of files, which last
static/      the search itself
"""

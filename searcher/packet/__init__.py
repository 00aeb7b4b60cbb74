"""Packets of evidence: quotes in a folder of their own, with what proves that they are unchanged.

packet.py     what a packet says of itself: the search, the quotes, the sources, the files
record.py     that as `packet.json`, and read back from a folder of a stranger
checksums.py  the checksums of files, and the list of them that `sha256sum -c` reads
sources.py    the transcripts and recordings that quotes come from
clips.py      clips, and lists of where the quotes are in their recordings
folder.py     which folders may become a packet, and its files
check.py      a packet compared with its files, its sources and the index
places.py     where the quotes of a packet are now
"""

"""Citations: what kind of work a program is, who speaks in it, and how manuals cite that."""

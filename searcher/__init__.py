"""Who said what, to which question, where: search over an index of transcripts."""

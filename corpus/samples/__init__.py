"""The sample programs: fictional transcripts that ship with the package, data only."""

"""An index that is read: its manifest, segments, turns, programs."""

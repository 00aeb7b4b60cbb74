"""Results for people and programs: one printer a format."""

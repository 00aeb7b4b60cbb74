"""Who is who across programs: the guess, and corrections by hand."""

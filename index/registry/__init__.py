"""Who is who across programs: record linkage, and corrections by hand."""

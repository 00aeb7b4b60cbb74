"""What a file and its path say about a program: dates, titles, language, boilerplate."""

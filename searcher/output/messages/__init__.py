"""Messages for standard error: what is wrong, and what was not found."""

"""Parameters: what tools for assistants and addresses of the web are asked with."""

"""What tools for assistants and addresses of the web are asked with, and what they answer."""

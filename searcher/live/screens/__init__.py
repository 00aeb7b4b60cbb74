"""The session on a whole terminal, with Textual. Nothing else imports Textual."""

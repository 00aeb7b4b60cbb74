"""What pages show, as values for templates: quotes, turns, addresses, paging.

Nothing here is HTML: the templates in `templates/parts/` show these values.
"""

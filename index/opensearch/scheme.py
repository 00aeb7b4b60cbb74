"""Whether a text is the address of a cluster: commands that read files ask it, and load no more."""


def is_address(text: object) -> bool:
    """Whether something is meant as the address of a cluster, right or wrong."""
    return isinstance(text, str) and text.lower().startswith(("opensearch+", "opensearch:"))

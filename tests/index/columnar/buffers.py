"""Containers that stay in memory."""

import io

from index.columnar.container import Container
from index.columnar.container_writer import ContainerWriter


def reopened(writer: ContainerWriter) -> Container:
    """What was written, opened."""
    file = io.BytesIO()
    writer.write(file)
    return Container(file.getvalue(), "memory")

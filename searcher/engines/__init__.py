"""The engines that answer a search, behind one protocol."""

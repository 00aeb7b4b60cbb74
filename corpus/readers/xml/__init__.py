"""Readers of XML: TEI, Akoma Ntoso, Hansard."""

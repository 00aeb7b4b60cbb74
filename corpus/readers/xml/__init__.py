"""Readers of XML: TEI, Akoma Ntoso, the debates of parliaments."""

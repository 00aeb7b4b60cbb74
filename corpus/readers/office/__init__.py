"""Readers of office documents: Word and PDF."""

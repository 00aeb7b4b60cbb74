"""Readers of chats: what messengers and wikis export."""

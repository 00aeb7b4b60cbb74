"""What people keep beside an index: saved searches."""

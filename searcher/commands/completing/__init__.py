"""The completion of a command line in a shell: what is typed, and what may follow."""

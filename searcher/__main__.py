"""`python -m searcher` does what the command `searcher` does."""

from searcher.cli import main

if __name__ == "__main__":
    main()

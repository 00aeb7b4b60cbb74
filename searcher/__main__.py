"""`python -m searcher` does what the command `searcher` does."""

from searcher.start import main

if __name__ == "__main__":
    main()

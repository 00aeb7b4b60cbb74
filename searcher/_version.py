"""The version of the distribution, read by the build and by `searcher --version`."""

VERSION = "0.1.0"

"""The process that listens: who may ask, how much and how long. It knows no index."""

"""Benchmarks: how fast, with how much stored. `make bench` runs them all."""

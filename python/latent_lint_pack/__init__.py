"""Builds and evaluates Latent Lint packs. The format of a pack is in docs/pack-format.md."""

__version__ = "1.0.0"

"""The worked pack for every test of this folder."""

from tests.addin.packs import demo, demo_folder, own_undo_folder

__all__ = ["demo", "demo_folder", "own_undo_folder"]

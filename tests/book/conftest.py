"""The worked pack for the tests of this folder."""

from tests.addin.packs import demo, demo_folder, own_undo_folder

__all__ = ["demo", "demo_folder", "own_undo_folder"]

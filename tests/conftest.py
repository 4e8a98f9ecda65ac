"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.settings import Settings


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the original documents; where it is not at hand, the test is skipped and says so."""
    folder = Settings.from_environment().sources
    if folder is None:
        pytest.skip("the original documents are not here: name their folder in KG_SOURCES")
    return folder

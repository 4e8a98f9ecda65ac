"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as properties

from kg.settings import Settings

# No deadline, as a test on a busy machine is no benchmark; enough examples to find, few enough to run them always.
properties.register_profile("kg", max_examples=40, deadline=None)
properties.load_profile("kg")


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the original documents; where it is not at hand, the test is skipped and says so."""
    folder = Settings.from_environment().sources
    if folder is None:
        pytest.skip("the original documents are not here: name their folder in KG_SOURCES")
    return folder

"""Two made-up municipalities as a data folder: their plans, and what a person has reviewed between them."""

from __future__ import annotations

from pathlib import Path

from tests.compare.changed import made_up

from kg.building import build
from kg.extract import package
from kg.model.source import Source
from kg.settings import Settings

LEFT, RIGHT = "hamnvik", "skogslunda"
MAPPING = f"""subject_plan = "{LEFT}"
object_plan = "{RIGHT}"
mapping_date = 2024-05-06
comment = "Jämfört för hand."

[[mapping]]
subject = "2.2.3"
subject_label = "Göra bokslut"
predicate = "narrowMatch"
object = "3.2.3"
object_label = "Bokföra och göra bokslut"
confidence = 0.9
comment = "Skogslunda gör det tillsammans."

[[mapping]]
subject = "4.4"
subject_label = "Sköta gator och parker"
predicate = "exactMatch"
modifier = "Not"
object = "4.4"
object_label = "Underhålla gator, vägar och grönytor"
"""


def lay(data: Path, mapping: str = MAPPING, name: str = f"{LEFT}--{RIGHT}") -> Path:
    """A data folder with both plans and one mapping."""
    for slug in (LEFT, RIGHT):
        plan = made_up(slug).model_copy(update={"slug": slug})
        title = f"Plan för {slug.capitalize()}"
        source = Source(slug=slug, title=title, document=plan.document, kind="classification", issuer=slug)
        package.save(data / "plans" / slug, plan, source)
    for folder in ("organisations", "statutes", "mappings"):
        (data / folder).mkdir(exist_ok=True)
    (data / "mappings" / f"{name}.toml").write_text(mapping, encoding="utf-8")
    return data


def settle(folder: Path) -> Settings:
    """Settings of such a folder, and of its store, which is built."""
    settings = Settings(data=lay(folder / "data"), store=folder / "store")
    build(settings)
    return settings

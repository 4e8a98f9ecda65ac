"""Apache Spark gives the rows the answers that one machine gives them, on a cluster of two workers."""

from __future__ import annotations

import csv
import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.batch import run
from kg.batch.judge import Terms
from kg.errors import UsageError
from kg.service import KnowledgeGraph

PLAN = "vgr-regionservice"
TITLES = Path(__file__).parent / "titles" / f"{PLAN}.tsv"
DAY = date(2026, 1, 1)
HERE = importlib.util.find_spec("pyspark") is not None and importlib.util.find_spec("pyarrow") is not None
JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")

# on a cluster of two processes, frames of forty rows, so that each worker gets some
ON_CLUSTER = """
import sys
from datetime import date
from pathlib import Path
from kg.batch import run
from kg.batch.judge import Terms
from kg.service import KnowledgeGraph
from kg.settings import Settings
inventory, out, plan, day = sys.argv[1:]
with KnowledgeGraph(Settings.from_environment()) as kg:
    terms = Terms((plan,), None, date.fromisoformat(day), run.LEAST)
    wanted = run.Wanted(Path(inventory), Path(out), terms, engine="spark", frame=40)
    run.run(wanted, kg._resolver, [kg.catalogue.plans[plan]], {plan: plan}, lambda done, total: None)
"""
SMALL = (
    "spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage false",
    "spark.scheduler.minRegisteredResourcesRatio 1.0",
    "spark.scheduler.maxRegisteredResourcesWaitingTime 300s",
    "spark.eventLog.enabled true",
    "spark.eventLog.compress false",
    "spark.eventLog.rolling.enabled false",
)
"""A cluster that starts quickly, waits for both of its workers, and tells which of them did what."""


def written(path: Path) -> Path:
    """Two hundred rows of messy titles, among them one with a cell too many and one without a title."""
    chance = random.Random(7)
    titles = [line.split("\t")[0] for line in TITLES.read_text(encoding="utf-8").splitlines()]
    rows = [[chance.choice(titles), chance.choice(["", "AFF", "Regionservice"]), str(n)] for n in range(200)]
    rows[50].append("för mycket")
    rows[120][0] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Handling", "Enhet", "Nr"], *rows])
    return path


@pytest.mark.skipif(not HERE, reason="pyspark and pyarrow are not installed (kg-records[spark])")
@pytest.mark.skipif(not JAVA, reason="Java is not installed, which Spark needs")
def test_two_workers_answer_each_row_as_one_machine_does(kg: KnowledgeGraph, tmp_path: Path) -> None:
    inventory = written(tmp_path / "förteckning.csv")
    terms = Terms((PLAN,), None, DAY, run.LEAST)
    alone = run.Wanted(inventory, tmp_path / "alone", terms, frame=40)
    run.run(alone, kg._resolver, [kg.catalogue.plans[PLAN]], {PLAN: PLAN}, lambda done, total: None)
    settings = tmp_path / "conf"
    settings.mkdir()
    (settings / "spark-defaults.conf").write_text(
        "\n".join([*SMALL, f"spark.eventLog.dir {tmp_path.as_uri()}"]), "utf-8"
    )
    surroundings = {
        **os.environ,
        "KG_SPARK_MASTER": "local-cluster[2,1,1024]",
        "KG_STORE": str(kg.settings.store),
        "SPARK_CONF_DIR": str(settings),
        "SPARK_LOCAL_DIRS": str(tmp_path),
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, "-c", ON_CLUSTER, str(inventory), str(tmp_path / "many"), PLAN, DAY.isoformat()]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-4000:]
    one, many = (tmp_path / name for name in ("alone", "many"))
    assert (many / "rader.csv").read_text("utf-8") == (one / "rader.csv").read_text("utf-8")
    for file in (one / "listor").glob("*.csv"):
        assert (many / "listor" / file.name).read_text("utf-8") == file.read_text("utf-8"), file.name
    told = next(tmp_path.glob("app-*")).read_text("utf-8")
    assert set(re.findall(r'"Executor ID":"(\d+)"', told)) == {"0", "1"}, "one of the workers had nothing to do"


@pytest.mark.skipif(HERE, reason="pyspark is installed: there is nothing to complain of")
def test_without_spark_one_line_says_what_to_install(kg: KnowledgeGraph, tmp_path: Path) -> None:
    inventory = written(tmp_path / "förteckning.csv")
    with pytest.raises(UsageError, match=r"Spark is not installed: install Java 17 and kg-records\[spark\]"):
        kg.batch(inventory, tmp_path / "ut", [PLAN], engine="spark", today=DAY)
    assert not (tmp_path / "ut").exists()

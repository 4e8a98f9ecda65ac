"""What is sent as a plan: only the files of a plan are taken, and nothing that would fill a machine."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.writing.parcel import ParcelError, opened

FILES = {"source.toml": b'slug = "bokby"\n', "facts.json": b"{}\r\n\n", "corrections.toml": b"\x00\xff\r\n"}


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def form(files: Mapping[str, bytes], boundary: str = "x7") -> tuple[bytes, str]:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + content
        for name, content in files.items()
    ]
    return b"\r\n".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"


def test_an_archive_of_the_files_or_of_their_folder_is_taken() -> None:
    assert opened(packed(FILES), "application/zip", "bokby") == FILES
    folder = {"bokby/": b"", **{f"bokby/{name}": content for name, content in FILES.items()}}
    assert opened(packed(folder, zipfile.ZIP_STORED), "application/zip", "bokby") == FILES


def test_a_form_with_the_files_is_taken_byte_for_byte() -> None:
    assert opened(*form(FILES), "bokby") == FILES


@pytest.mark.parametrize(
    "name",
    [
        "../facts.json",
        "bokby/../facts.json",
        "/facts.json",
        "annan/facts.json",
        "bokby/bokby/facts.json",
        "..\\facts.json",
        "C:facts.json",
        "facts.json\x00",
        "FACTS.JSON",
        "readme.md",
        "__MACOSX/facts.json",
    ],
)
def test_a_name_that_is_no_file_of_a_plan_is_refused(name: str) -> None:
    wanted = name.partition("\x00")[0]
    if wanted == "facts.json":  # a ZIP archive ends a name there
        with pytest.raises(ParcelError, match="twice"), pytest.warns(UserWarning, match="Duplicate"):
            opened(packed({**FILES, name: b"x"}), "application/zip", "bokby")
        return
    with pytest.raises(ParcelError, match="no file of a plan"):
        opened(packed({**FILES, name: b"x"}), "application/zip", "bokby")
    with pytest.raises(ParcelError, match="no file of a plan"):
        opened(*form({**FILES, name.replace("\\", "\\\\"): b"x"}), "bokby")


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    bomb = packed({**FILES, "summaries.toml": b"#" * 70_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(ParcelError, match="60 MB"):
        opened(bomb, "application/zip", "bokby")
    many = packed({f"f{n}": b"" for n in range(50)})
    with pytest.raises(ParcelError, match="more than 20"):
        opened(many, "application/zip", "bokby")


def test_a_size_that_an_archive_lies_about_is_not_believed() -> None:
    honest = packed({**FILES, "summaries.toml": b"#" * 70_000_000})
    lying = honest.replace((70_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(ParcelError):
        opened(lying, "application/zip", "bokby")


def test_links_locks_and_odd_packing_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("facts.json")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(ParcelError, match="link"):
        opened(out.getvalue(), "application/zip", "bokby")
    with pytest.raises(ParcelError, match="deflate"):
        opened(packed(FILES, zipfile.ZIP_LZMA), "application/zip", "bokby")


def test_a_plan_without_its_facts_is_refused() -> None:
    with pytest.raises(ParcelError, match=r"facts\.json missing"):
        opened(packed({"source.toml": b""}), "application/zip", "bokby")


@given(st.binary(max_size=300), st.integers(0, 400), st.binary(max_size=8))
def test_noise_is_refused(noise: bytes, at: int, more: bytes) -> None:
    whole = packed(FILES)
    damaged = whole[:at] + more + whole[at + len(more) :]
    for data in (noise, damaged):
        try:
            assert set(opened(data, "application/zip", "bokby")) <= {*FILES, "summaries.toml"}
        except ParcelError:
            continue
    with pytest.raises(ParcelError):
        opened(noise, "multipart/form-data; boundary=x7", "bokby")

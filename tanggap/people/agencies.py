"""The agencies as the data file and the official list of areas give them: plain rows, parents first."""

import tomllib
from pathlib import Path
from typing import Any

from lokal import wilayah

FILE = Path(__file__).parent / "data" / "agencies.toml"
PROVINCE = "31"
ROOT = "jkt"

_COLUMNS = ("name", "short_name", "kind", "parent", "area", "contact", "active")
_DEFAULTS: dict[str, Any] = {"parent": None, "area": "", "contact": "", "active": True}


def read(path: Path = FILE) -> tuple[int, dict[str, dict[str, Any]]]:
    """The file's version, and all agencies by code: those of the file, and those of the areas.

    Raises KeyError or ValueError when the file lacks something or names a set that it does not define.
    """
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, dict[str, Any]] = {}
    cities = {area.code: _short(area.name) for area in _below(PROVINCE)}
    for given in content["agency"]:
        for code, row in _of_file(given, content["sets"], cities):
            if code in rows:
                raise ValueError(f"{path.name}: {code} is there twice")
            rows[code] = row
    rows.update(_of_areas())
    return int(content["version"]), rows


def _of_file(
    given: dict[str, Any], sets: dict[str, list[str]], cities: dict[str, str]
) -> list[tuple[str, dict[str, Any]]]:
    code, kind = given["code"], given["kind"]
    parent = given.get("parent") or (None if kind in {"province", "external"} else ROOT)
    found = [(code, _row(given | {"parent": parent}))]
    if sudin := given.get("sudin"):
        stem = code.split("-", 1)[1]
        for area in sets[sudin["in"]]:
            names = {name: f"{sudin[name]} {cities[area]}" for name in ("name", "short_name")}
            row = _row({**names, "kind": "sudin", "parent": code, "area": area})
            found.append((f"sudin-{stem}-{area}", row))
    return found


def _of_areas() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for city in _below(PROVINCE):
        full = f"{_title(city.name)} {_short(city.name)}"
        rows[f"kota-{city.code}"] = _area(full, _short(city.name), "kota", ROOT, city.code)
        for kecamatan in _below(city.code):
            name, above = f"Kecamatan {kecamatan.name}", f"kota-{city.code}"
            rows[f"kec-{kecamatan.code}"] = _area(name, name, "kecamatan", above, kecamatan.code)
            for kelurahan in _below(kecamatan.code):
                rows.update(_of_kelurahan(kelurahan.code, kelurahan.name, f"kec-{kecamatan.code}"))
    return rows


def _of_kelurahan(kode: str, name: str, above: str) -> dict[str, dict[str, Any]]:
    office, crew = f"Kelurahan {name}", f"PPSU Kelurahan {name}"
    return {
        f"kel-{kode}": _area(office, office, "kelurahan", above, kode),
        f"ppsu-{kode}": _area(crew, f"PPSU {name}", "crew", f"kel-{kode}", kode),
    }


def _area(name: str, short: str, kind: str, parent: str, area: str) -> dict[str, Any]:
    return _row({"name": name, "short_name": short, "kind": kind, "parent": parent, "area": area})


def _row(given: dict[str, Any]) -> dict[str, Any]:
    values = _DEFAULTS | given
    return {name: values[name] for name in _COLUMNS}


def _below(kode: str) -> list[wilayah.Wilayah]:
    return wilayah.list_wilayah(kode)


def _short(name: str) -> str:
    """ "Kota Administrasi Jakarta Barat" -> "Jakarta Barat"."""
    for before in ("Kota Administrasi ", "Kabupaten Administrasi ", "Kota Adm. ", "Kab. Adm. "):
        name = name.removeprefix(before)
    return name


def _title(name: str) -> str:
    return "Kabupaten Administrasi" if name.lower().startswith("kab") else "Kota Administrasi"

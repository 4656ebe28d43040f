"""Every package has a tier: a new one without a place in the contracts fails here."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def _named(contract: str) -> set[str]:
    found = next(c for c in CONTRACTS if c["name"] == contract)
    names: set[str] = set()
    for layer in found.get("layers", found.get("modules", [])):
        names |= {part.strip(" ()") for part in layer.replace(":", "|").split("|")}
    return names


def _packages(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}


def test_every_package_of_the_product_has_a_tier():
    packages = {f"qianshan.{name}" for name in _packages(ROOT / "src" / "qianshan")} - {"qianshan.statutes"}

    assert packages - _named("tiers of the house") == set()


def test_every_mechanism_stands_in_the_order_of_mechanisms():
    packages = {f"qianshan.mechanisms.{name}" for name in _packages(ROOT / "src" / "qianshan" / "mechanisms")}

    assert packages - _named("order of mechanisms") == set()

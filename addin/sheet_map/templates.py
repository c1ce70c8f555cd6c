"""The three working workbooks."""

from addin.sheet_map.grid import Template
from addin.sheet_map.population import POPULATION

TEMPLATES: tuple[Template, ...] = (POPULATION,)

"""The three working workbooks."""

from addin.sheet_map.grid import Template
from addin.sheet_map.population import POPULATION
from addin.sheet_map.schedule_4a import SCHEDULE_4A
from addin.sheet_map.scope import SCOPE

TEMPLATES: tuple[Template, ...] = (POPULATION, SCOPE, SCHEDULE_4A)

"""What a company like ours would look like if it were invented: event tables, and the truth about them.

Everything here is made up and says so. The truth shows what a model cannot know, and so whether it found what
can be found; it is never evidence about real clients.
"""

from features.simulate.settings_file import write_settings
from features.simulate.write import SimulatedCompany, simulate_company

__all__ = ["SimulatedCompany", "simulate_company", "write_settings"]

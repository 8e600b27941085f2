"""What became of the model since its training: drift, truth of the probabilities, what lists brought."""

from training.monitoring.finding import Finding
from training.monitoring.monitor import Office, Past, monitor
from training.monitoring.reference import Reference, reference_of
from training.monitoring.report import MonitoringReport

__all__ = ["Finding", "MonitoringReport", "Office", "Past", "Reference", "monitor", "reference_of"]

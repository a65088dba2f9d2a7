"""The trajectory of a report: from its apogee and flight time to an arc, in figures and words."""

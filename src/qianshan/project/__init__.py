"""Settings, URLs and wiring: the only place that sees everything."""

"""One folder for each outside system: client, adapter, vectors and a README with sources."""

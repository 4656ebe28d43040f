"""The only source of time: instants at the edge, dates of Asia/Shanghai, working days."""

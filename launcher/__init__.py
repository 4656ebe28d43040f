"""The one command `./qianshan`: sets up what is missing, tells what it did, runs and watches the parts.

Standard library only, so that Python 3.11 alone is enough. Split by idea: `places` (where state
lives), `packages` (Python, Node and PostgreSQL from wheels), `assets` (what browsers and readers
get), `cluster` (PostgreSQL), `ports`, `processes` (children that cannot outlive us), `instance`
(one installation), `commands` (what one types).
"""

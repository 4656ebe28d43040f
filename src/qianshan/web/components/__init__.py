"""Components: typed functions, registered as template tags, each with its template and style.

Arguments after the first are keyword-only. A wrong argument fails when the template compiles.
"""

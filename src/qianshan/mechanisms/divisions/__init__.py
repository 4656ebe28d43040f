"""Administrative divisions: province, prefecture, county, township, village, as they were on a day.

The key is (scheme, code): the statistics bureau (NBS) and the civil-affairs ministry (MCA) give
different meanings to 285 nine-digit codes, so a code without its scheme says nothing, and codes
are never cut to find what lies above: the tree of the day is walked. Former counties keep their
codes with the years in which they counted, for old ID cards and old registrations.
"""

"""What must be published, and that it adds up.

A fundraising activity longer than six months is reported every three months, a project likewise,
and both fully within three months after their end (Charity Law art 79). A report is composed of
figures that come from the ledger as of a day and cannot be typed, and of text. Amounts in the
text that contradict the books are refused. What is published stands for ever: a correction is
another version with its note. Lateness is public.

Words: report 公开, period 期, correction 更正.
"""

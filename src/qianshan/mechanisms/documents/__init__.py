"""Files in, papers out.

In: what people send is looked at by content in a child process with limits, cleaned (pictures are
drawn anew and lose place and camera; a PDF with active content is refused), stored under a random
name beside its SHA-256, sealed when personal, and served only after a permission check, as an
attachment that no browser may run. Out: papers (certificates, decisions, receipts) are set by
typst from a template and plain data, with fonts of our own, a QR code and, in a practice
province, the practice band.
"""

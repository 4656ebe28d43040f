"""The witness of the public log: an institution that is not ours signs our heads too.

Which witness: `QIANSHAN_WITNESS` holds its address and verifier key, separated by a space. In a
practice database without it, the sandbox's witness is used and its key is pinned when it is
first seen. Sources: README.md.
"""

"""What the engine does for the log; imported when the application starts."""

from qianshan.mechanisms.channels.engine import step
from qianshan.mechanisms.translog.sequence import sequence

step("translog.sequence")(sequence)

"""What people are told, and by which way.

`tell` writes a row into the outbox in the transaction of the change, so nobody is told what
did not happen. A job after commit hands it to the backend of its way (SMS) and keeps the
result; it comes back with growing pauses while the provider does not answer. Number and values
are sealed while the row waits and removed when it is sent. A template is registered by the
slice that speaks; SMS are Chinese, short, and filled by named values only, as the providers
demand of an approved template.
"""

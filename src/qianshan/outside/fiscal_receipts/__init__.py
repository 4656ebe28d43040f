"""The finance department's e-receipts: we ask and record, we never issue. Our reading, see README.md."""

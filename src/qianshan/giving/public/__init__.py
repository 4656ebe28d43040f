"""Pages on the charity's official site, and the donor's own pages."""

"""Lists: columns, filters, sort and scope declared once.

A `Listing` declares what a list shows and how it may be narrowed. From it come the page with its
state in the URL and keyset paging, the CSV and XLSX of exactly the filtered rows, and JSON with
the same parameters. What is declared is what can be asked: an unknown filter, a value outside
its choices or a broken cursor is refused by name, never ignored. Rows are read page by page by
the sort key and the primary key, so a later page costs what the first one costs. `prepare` turns
the models of one page into plain rows with a fixed number of queries, so the door of a slice can
hand out a listing without handing out its tables.
"""

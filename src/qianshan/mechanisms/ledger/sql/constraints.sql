-- What Django's model layer cannot say. Composite keys: entry, fund, line and tape stand in one book.

ALTER TABLE ledger_fund SET (fillfactor = 50);

ALTER TABLE ledger_fund
  ADD CONSTRAINT fund_parent_in_book FOREIGN KEY (parent_id, book_id) REFERENCES ledger_fund (id, book_id),
  ADD CONSTRAINT fund_successor_in_book FOREIGN KEY (successor_id, book_id) REFERENCES ledger_fund (id, book_id);

ALTER TABLE ledger_line
  ADD CONSTRAINT line_entry_in_book FOREIGN KEY (entry_id, book_id) REFERENCES ledger_entry (id, book_id),
  ADD CONSTRAINT line_fund_in_book FOREIGN KEY (fund_id, book_id) REFERENCES ledger_fund (id, book_id);

ALTER TABLE ledger_outflow
  ADD CONSTRAINT outflow_entry_in_book FOREIGN KEY (entry_id, book_id) REFERENCES ledger_entry (id, book_id),
  ADD CONSTRAINT outflow_paid_entry_in_book FOREIGN KEY (paid_entry_id, book_id) REFERENCES ledger_entry (id, book_id),
  ADD CONSTRAINT outflow_fund_in_book FOREIGN KEY (fund_id, book_id) REFERENCES ledger_fund (id, book_id);

-- A use lies in the fund of its outflow.
ALTER TABLE ledger_use
  ADD CONSTRAINT use_outflow_of_fund FOREIGN KEY (outflow_id, fund_id) REFERENCES ledger_outflow (id, fund_id);

-- Inflows touch, on line and cost lane at once, in the book of the one before; the first stands in its fund's book.
-- So fund and book of each row are right by induction, at one key check a row instead of two (docs/adr/050).
-- Its entry is checked by a trigger once a statement. Money that moved on cannot be released behind its back.
ALTER TABLE ledger_inflow
  ADD CONSTRAINT inflow_fund_in_book FOREIGN KEY (first_fund_id, book_id) REFERENCES ledger_fund (id, book_id),
  ADD CONSTRAINT inflow_touches FOREIGN KEY (fund_id, prev_hi, prev_cost_hi, book_id)
    REFERENCES ledger_inflow (fund_id, hi, cost_hi, book_id),
  ADD CONSTRAINT inflow_from_live_use FOREIGN KEY (source_use_id, source_live) REFERENCES ledger_use (id, live);

-- A tape ends where an inflow ends: nobody lengthens it without money. Deferred: inflows and fund are two statements.
ALTER TABLE ledger_fund
  ADD CONSTRAINT fund_ends_with_inflow FOREIGN KEY (id, end_hi, cost_end, book_id)
    REFERENCES ledger_inflow (fund_id, hi, cost_hi, book_id) DEFERRABLE INITIALLY DEFERRED;

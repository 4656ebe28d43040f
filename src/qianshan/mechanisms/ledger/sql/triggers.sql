-- Triggers of the ledger. None scans or sums its base table: they join the new rows to a parent by primary key.

CREATE FUNCTION ledger_line_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
  SELECT entry_id INTO bad FROM fresh GROUP BY entry_id HAVING sum(signed) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the lines of entry % do not sum to zero', bad USING ERRCODE = 'QSL01';
  END IF;
  SELECT e.id INTO bad FROM (SELECT DISTINCT entry_id FROM fresh) f JOIN ledger_entry e ON e.id = f.entry_id
   WHERE e.xid <> pg_current_xact_id()::text::bigint LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % was made in another transaction and takes no more lines', bad USING ERRCODE = 'QSL02';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER line_balanced AFTER INSERT ON ledger_line REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_line_balanced();

CREATE FUNCTION ledger_entry_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_now BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_now();

CREATE FUNCTION ledger_entry_has_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_line WHERE entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % has no lines', NEW.id USING ERRCODE = 'QSL03';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_has_lines AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_entry_has_lines();

CREATE FUNCTION ledger_use_within_lane() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
  SELECT u.id INTO bad FROM fresh u JOIN ledger_fund f ON f.id = u.fund_id
   WHERE u.hi > CASE u.lane WHEN 0 THEN f.cost_end ELSE f.tape_end - f.cost_end END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'use % ends beyond its lane', bad USING ERRCODE = 'QSL04';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER use_within_lane AFTER INSERT ON ledger_use REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_use_within_lane();

-- Stronger than a key: the entry of an inflow is of its book and of this transaction, and once a statement, not a row.
CREATE FUNCTION ledger_inflow_placed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
  SELECT d.entry_id INTO bad FROM (SELECT DISTINCT entry_id, book_id FROM fresh) d
    LEFT JOIN ledger_entry e ON e.id = d.entry_id AND e.book_id = d.book_id
   WHERE e.xid IS DISTINCT FROM pg_current_xact_id()::text::bigint LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % is not one of this book and this transaction', bad USING ERRCODE = 'QSL07';
  END IF;
  SELECT i.id INTO bad FROM fresh i JOIN ledger_use u ON u.id = i.source_use_id
   WHERE i.source_lo < u.lo OR i.source_lo + i.hi - i.lo > u.hi LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'inflow % comes from outside its use', bad USING ERRCODE = 'QSL05';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER inflow_placed AFTER INSERT ON ledger_inflow REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_inflow_placed();

-- No key holds an entry to its inflows, so nobody removes one, the owner included.
CREATE FUNCTION ledger_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries are never removed' USING ERRCODE = 'QSL08';
END $$;
CREATE TRIGGER entry_stays BEFORE DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_stays();

CREATE FUNCTION ledger_use_stays_released() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'use % was released and never lives again', OLD.id USING ERRCODE = 'QSL06';
END $$;
CREATE TRIGGER use_stays_released BEFORE UPDATE OF live ON ledger_use FOR EACH ROW
  WHEN (NOT OLD.live AND NEW.live) EXECUTE FUNCTION ledger_use_stays_released();

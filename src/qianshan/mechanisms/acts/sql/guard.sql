-- Functions of the guard. Idempotent: run by `manage.py guard` after every migrate, as the owner.

CREATE OR REPLACE FUNCTION qs_demand_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE current_act bigint := nullif(current_setting('qs.act', true), '')::bigint;
BEGIN
  IF current_act IS NULL OR NOT EXISTS (
    SELECT 1 FROM acts_act WHERE id = current_act AND xid = pg_current_xact_id()::text::bigint
  ) THEN
    RAISE EXCEPTION 'table % is written inside an act of this transaction only', TG_TABLE_NAME
      USING ERRCODE = 'QSA01', HINT = 'Change it through a command.';
  END IF;
  PERFORM set_config('qs.wrote', TG_TABLE_NAME, true);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION qs_stamped() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE current_act bigint := nullif(current_setting('qs.act', true), '')::bigint;
BEGIN
  IF EXISTS (SELECT 1 FROM fresh WHERE act_id IS DISTINCT FROM current_act) THEN
    RAISE EXCEPTION 'a new row of % carries the act of another transaction', TG_TABLE_NAME
      USING ERRCODE = 'QSA02', HINT = 'Leave act_id to its default.';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION qs_keep_act_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'act_id of % never changes', TG_TABLE_NAME USING ERRCODE = 'QSA02';
END $$;

CREATE OR REPLACE FUNCTION qs_act_is_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id()::text::bigint;
  NEW.recorded_at := statement_timestamp();
  IF abs(extract(epoch FROM NEW.at - NEW.recorded_at)) > 300
     AND NOT EXISTS (SELECT 1 FROM acts_installation WHERE practice) THEN
    RAISE EXCEPTION 'an act of % is recorded at %: more than five minutes apart', NEW.at, NEW.recorded_at
      USING ERRCODE = 'QSA03';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION qs_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'QSA04';
END $$;

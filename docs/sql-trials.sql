-- What the database refuses by itself, whoever writes the SQL. Run as the application:
--     ./qianshan sql --role app docs/sql-trials.sql
-- One transaction that makes a small charity, tries each forbidden thing, and rolls everything back.
-- Each trial names the SQLSTATE that it must meet; a trial that is not refused, or otherwise, ends the run.
-- QSA..: guard of the acts. QSL..: triggers of the ledger. 23503 foreign key, 23505 unique, 23514 check,
-- 23P01 exclusion, 42501 no such right.
\set ON_ERROR_STOP on
\set QUIET on
\o /dev/null
BEGIN;

CREATE FUNCTION pg_temp.trial(name text, expected text, statement text) RETURNS void LANGUAGE plpgsql AS $trial$
BEGIN
  BEGIN
    EXECUTE statement;
    SET CONSTRAINTS ALL IMMEDIATE;
    RAISE EXCEPTION 'nothing refused it' USING ERRCODE = 'ZZ000';
  EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE <> expected THEN
      RAISE EXCEPTION 'trial "%": expected %, met % (%)', name, expected, SQLSTATE, SQLERRM;
    END IF;
    RAISE NOTICE 'refused % : %', expected, name;
  END;
END $trial$;

-- One entry of book b that balances: 1002 against 4101 of fund f.
CREATE FUNCTION pg_temp.entry(b bigint, f bigint, fen bigint) RETURNS bigint LANGUAGE plpgsql AS $entry$
DECLARE e bigint;
BEGIN
  INSERT INTO ledger_entry (book_id, kind, template, booked_on, happened_on)
    VALUES (b, 'trial', 'T00', '2026-03-10', '2026-03-10') RETURNING id INTO e;
  INSERT INTO ledger_line (entry_id, book_id, fund_id, account, side, amount, channel, bank_account, party, order_ref,
      flow, tag, raise_kind, item, agency)
    VALUES (e, b, NULL, '1002', 'D', fen, '', '', '', '', 'b.in.donation', '', '', '', false),
           (e, b, f, '4101', 'C', fen, '', '', '', '', '', '', 'P', '', false);
  RETURN e;
END $entry$;

CREATE FUNCTION pg_temp.fund(b bigint, fund_role text, q int) RETURNS bigint LANGUAGE sql AS $fund$
  INSERT INTO ledger_fund (book_id, name, kind, role, restriction, state, tape_end, cost_end, q_bp, g, has_cost_lane,
      used_cost, used_prog, head_cost, head_prog, nth_cost, nth_prog, gift_count, given, matched, received, refunded,
      moved_in, moved_out, reserved, paid, confirmed)
    VALUES (b, fund_role, 'restricted', fund_role, 'use', 'open', 0, 0, q, 0, q > 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) RETURNING id
$fund$;

-- Inflows as a text of rows (fund, entry, lo, hi, cost_lo, cost_hi, q, g_lo, kind, channel, txn, source_use, source_lo).
CREATE FUNCTION pg_temp.inflows(b bigint, tuples text) RETURNS text LANGUAGE sql AS $inflows$
  SELECT format($q$
    INSERT INTO ledger_inflow (book_id, fund_id, entry_id, lo, hi, cost_lo, cost_hi, q_bp, g_lo, kind, channel,
      channel_txn_id, source_use_id, source_lo, nth_cost, nth_prog, raise_kind, received_at, name_shown, amount_shown)
    SELECT %s, v.f, v.e, v.lo, v.hi, v.clo, v.chi, v.q, v.g, v.kind, v.channel, v.txn, v.use_id::bigint, v.at::bigint,
      0, 0, '', now(), false, false
    FROM (VALUES %s) v (f, e, lo, hi, clo, chi, q, g, kind, channel, txn, use_id, at)$q$, b, tuples)
$inflows$;

CREATE FUNCTION pg_temp.outflow(b bigint, f bigint, l int, fen bigint, what text) RETURNS bigint LANGUAGE sql AS $out$
  INSERT INTO ledger_outflow (book_id, fund_id, lane, amount, kind, state, payee, order_ref, tag, entry_id, booked_on, returned)
    VALUES (b, f, l, fen, what, 'reserved', '', '', '', pg_temp.entry(b, f, fen), '2026-03-10', 0) RETURNING id
$out$;

CREATE TEMP TABLE t (k text PRIMARY KEY, v bigint) ON COMMIT DROP;
CREATE FUNCTION pg_temp.v(name text) RETURNS bigint LANGUAGE sql AS $v$ SELECT v FROM pg_temp.t WHERE k = name $v$;

-- The act of this transaction, as a command opens it.
WITH act AS (
  INSERT INTO acts_act (command, actor_kind, actor_name, origin, reason, at)
    VALUES ('trials.run', 'system', 'sql-trials', 'sql', '', now()) RETURNING id)
INSERT INTO t SELECT 'act', id FROM act;
SELECT set_config('qs.act', pg_temp.v('act')::text, true);

-- A charity with fund F (6 % cost) and fund G; another charity with fund X.
WITH b AS (INSERT INTO ledger_book (organisation_id, regime, opened_on) VALUES (-1, 'npo2026', '2026-01-01') RETURNING id)
INSERT INTO t SELECT 'b', id FROM b;
WITH b AS (INSERT INTO ledger_book (organisation_id, regime, opened_on) VALUES (-2, 'npo2026', '2026-01-01') RETURNING id)
INSERT INTO t SELECT 'other', id FROM b;
INSERT INTO t SELECT 'F', pg_temp.fund(pg_temp.v('b'), 'project', 600);
INSERT INTO t SELECT 'G', pg_temp.fund(pg_temp.v('b'), 'project', 0);
INSERT INTO t SELECT 'N', pg_temp.fund(pg_temp.v('b'), 'other', 0);
INSERT INTO t SELECT 'X', pg_temp.fund(pg_temp.v('other'), 'project', 0);
INSERT INTO t SELECT 'e', pg_temp.entry(pg_temp.v('b'), pg_temp.v('F'), 350);
INSERT INTO t SELECT 'ex', pg_temp.entry(pg_temp.v('other'), pg_temp.v('X'), 1);

-- Gifts of 100, 50 and 200: line [0,350), cost lane [0,21), programme lane [0,329).
CREATE FUNCTION pg_temp.gift(lo int, hi int, clo int, chi int, txn text) RETURNS text LANGUAGE sql AS $gift$
  SELECT format('(%s, %s, %s, %s, %s, %s, 600, %s, ''gift'', ''wechat'', %L, NULL, NULL)',
    pg_temp.v('F'), pg_temp.v('e'), lo, hi, clo, chi, lo, txn)
$gift$;
CREATE FUNCTION pg_temp.run(statement text) RETURNS void LANGUAGE plpgsql AS $run$ BEGIN EXECUTE statement; END $run$;
SELECT pg_temp.run(pg_temp.inflows(pg_temp.v('b'), concat_ws(', ', pg_temp.gift(0, 100, 0, 6, 'trial-1'),
  pg_temp.gift(100, 150, 6, 9, 'trial-2'), pg_temp.gift(150, 350, 9, 21, 'trial-3'))));
UPDATE ledger_fund SET tape_end = 350, cost_end = 21, g = 350 WHERE id = pg_temp.v('F');

-- A payment of programme [0,120), a released one of [120,130), and a transfer of [200,240) to G.
INSERT INTO t SELECT 'p', pg_temp.outflow(pg_temp.v('b'), pg_temp.v('F'), 1, 120, 'payment');
INSERT INTO t SELECT 'c', pg_temp.outflow(pg_temp.v('b'), pg_temp.v('F'), 1, 10, 'payment');
INSERT INTO t SELECT 'm', pg_temp.outflow(pg_temp.v('b'), pg_temp.v('F'), 1, 40, 'transfer');
CREATE FUNCTION pg_temp.use(l int, lo int, hi int, o text) RETURNS text LANGUAGE sql AS $use$
  SELECT format('INSERT INTO ledger_use (fund_id, lane, lo, hi, outflow_id, live) VALUES (%s, %s, %s, %s, %s, true)',
    pg_temp.v('F'), l, lo, hi, pg_temp.v(o))
$use$;
SELECT pg_temp.run(pg_temp.use(1, 0, 120, 'p')), pg_temp.run(pg_temp.use(1, 120, 130, 'c')), pg_temp.run(pg_temp.use(1, 200, 240, 'm'));
UPDATE ledger_use SET live = false WHERE outflow_id = pg_temp.v('c');
INSERT INTO t SELECT 'used by m', id FROM ledger_use WHERE outflow_id = pg_temp.v('m');
INSERT INTO t SELECT 'released', id FROM ledger_use WHERE outflow_id = pg_temp.v('c');
CREATE FUNCTION pg_temp.moved(lo int, hi int, use_key text, at int) RETURNS text LANGUAGE sql AS $moved$
  SELECT pg_temp.inflows(pg_temp.v('b'), format('(%s, %s, %s, %s, 0, 0, 0, 0, ''transfer'', NULL::text, NULL::text, %s, %s)',
    pg_temp.v('G'), pg_temp.v('e'), lo, hi, pg_temp.v(use_key), at))
$moved$;
SELECT pg_temp.run(pg_temp.moved(0, 30, 'used by m', 200));
UPDATE ledger_fund SET tape_end = 30 WHERE id = pg_temp.v('G');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

-- The tape. ------------------------------------------------------------------------------------------------------
SELECT pg_temp.trial('a hole on the tape', '23503',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(351, 360, 21, 21, 'trial-4')));
SELECT pg_temp.trial('an overlap on the tape', '23503',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(349, 359, 20, 21, 'trial-4')));
SELECT pg_temp.trial('two inflows after one predecessor', '23505',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(100, 150, 6, 9, 'trial-4')));
SELECT pg_temp.trial('a hole inside one statement of several rows', '23503', pg_temp.inflows(pg_temp.v('b'),
  concat_ws(', ', pg_temp.gift(350, 400, 21, 24, 'trial-4'), pg_temp.gift(401, 451, 24, 27, 'trial-5'))));
SELECT pg_temp.trial('an overlap inside one statement of several rows', '23503', pg_temp.inflows(pg_temp.v('b'),
  concat_ws(', ', pg_temp.gift(350, 400, 21, 24, 'trial-4'), pg_temp.gift(399, 449, 24, 27, 'trial-5'))));
SELECT pg_temp.trial('a second first inflow', '23505',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(0, 50, 0, 3, 'trial-4')));
SELECT pg_temp.trial('a jump of the cost lane', '23503',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(350, 400, 22, 25, 'trial-4')));
SELECT pg_temp.trial('a wrong share of cost', '23514',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(350, 400, 21, 25, 'trial-4')));
SELECT pg_temp.trial('a gift that is all cost', '23514', pg_temp.inflows(pg_temp.v('b'), format(
  '(%s, %s, 350, 400, 21, 71, 10000, 0, ''gift'', ''wechat'', ''trial-4'', NULL, NULL)', pg_temp.v('F'), pg_temp.v('e'))));
SELECT pg_temp.trial('a tape lengthened without money', '23503',
  format('UPDATE ledger_fund SET tape_end = 1000 WHERE id = %s', pg_temp.v('F')));
SELECT pg_temp.trial('one channel transaction received twice', '23505',
  pg_temp.inflows(pg_temp.v('b'), pg_temp.gift(350, 400, 21, 24, 'trial-2')));
SELECT pg_temp.trial('an inflow whose entry is in other books', 'QSL07', pg_temp.inflows(pg_temp.v('b'), format(
  '(%s, %s, 350, 400, 21, 24, 600, 350, ''gift'', ''wechat'', ''trial-4'', NULL, NULL)', pg_temp.v('F'), pg_temp.v('ex'))));
SELECT pg_temp.trial('an inflow under an entry of an earlier transaction', 'QSL07', pg_temp.inflows(pg_temp.v('b'), format(
  '(%s, %s, 350, 400, 21, 24, 600, 350, ''gift'', ''wechat'', ''trial-4'', NULL, NULL)', pg_temp.v('F'), e.id)))
  FROM ledger_entry e WHERE e.xid <> pg_current_xact_id()::text::bigint ORDER BY e.id DESC LIMIT 1;
SELECT pg_temp.trial('a first inflow in other books than its fund', '23503', pg_temp.inflows(pg_temp.v('other'), format(
  '(%s, %s, 0, 5, 0, 0, 0, 0, ''grant'', NULL::text, NULL::text, NULL, NULL)', pg_temp.v('N'), pg_temp.v('ex'))));
SELECT pg_temp.trial('a later inflow in other books than its fund', '23503', pg_temp.inflows(pg_temp.v('other'), format(
  '(%s, %s, 350, 400, 21, 24, 600, 350, ''gift'', ''wechat'', ''trial-4'', NULL, NULL)', pg_temp.v('F'), pg_temp.v('ex'))));

-- Uses. ----------------------------------------------------------------------------------------------------------
SELECT pg_temp.trial('a fen spent twice', '23P01', pg_temp.use(1, 119, 125, 'p'));
SELECT pg_temp.trial('a use beyond its lane''s end', 'QSL04', pg_temp.use(1, 320, 330, 'p'));
SELECT pg_temp.trial('a cost use beyond the cost lane while programme has fen', 'QSL04', pg_temp.use(0, 15, 22, 'p'));
SELECT pg_temp.trial('a use of another fund''s outflow', '23503', format(
  'INSERT INTO ledger_use (fund_id, lane, lo, hi, outflow_id, live) VALUES (%s, 1, 0, 5, %s, true)', pg_temp.v('G'), pg_temp.v('p')));
SELECT pg_temp.trial('release of a use that flowed on', '23503',
  format('UPDATE ledger_use SET live = false WHERE id = %s', pg_temp.v('used by m')));
SELECT pg_temp.trial('revival of a released use', 'QSL06',
  format('UPDATE ledger_use SET live = true WHERE id = %s', pg_temp.v('released')));
SELECT pg_temp.trial('a use that is moved', '42501',
  format('UPDATE ledger_use SET hi = hi + 1 WHERE id = %s', pg_temp.v('used by m')));
SELECT pg_temp.trial('a use that is removed', '42501', format('DELETE FROM ledger_use WHERE id = %s', pg_temp.v('released')));
SELECT pg_temp.trial('a source outside its use', 'QSL05', pg_temp.moved(30, 41, 'used by m', 230));
SELECT pg_temp.trial('the same part flowing on twice', '23P01', pg_temp.moved(30, 36, 'used by m', 225));
SELECT pg_temp.trial('fen that flow on from a released use', '23503', pg_temp.moved(30, 35, 'released', 120));

-- The journal. ---------------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.lines(e bigint, b bigint, f bigint, debit int, credit int) RETURNS text LANGUAGE sql AS $lines$
  SELECT format($q$INSERT INTO ledger_line (entry_id, book_id, fund_id, account, side, amount, channel, bank_account, party,
      order_ref, flow, tag, raise_kind, item, agency)
    VALUES (%1$s, %2$s, NULL, '1002', 'D', %4$s, '', '', '', '', 'b.in.donation', '', '', '', false),
           (%1$s, %2$s, %3$s, '4101', 'C', %5$s, '', '', '', '', '', '', 'P', '', false)$q$,
    e, b, coalesce(f::text, 'NULL'), debit, credit)
$lines$;
SELECT pg_temp.trial('an entry that does not balance', 'QSL01',
  pg_temp.lines(pg_temp.v('e'), pg_temp.v('b'), pg_temp.v('F'), 100, 99));
SELECT pg_temp.trial('a line in other books than its entry', '23503',
  pg_temp.lines(pg_temp.v('e'), pg_temp.v('other'), pg_temp.v('X'), 100, 100));
SELECT pg_temp.trial('a line on a fund of other books', '23503',
  pg_temp.lines(pg_temp.v('e'), pg_temp.v('b'), pg_temp.v('X'), 100, 100));
SELECT pg_temp.trial('income that names no fund', '23514', pg_temp.lines(pg_temp.v('e'), pg_temp.v('b'), NULL, 100, 100));
SELECT pg_temp.trial('an entry without lines', 'QSL03', format(
  'INSERT INTO ledger_entry (book_id, kind, template, booked_on, happened_on) VALUES (%s, ''trial'', ''T00'', now(), now())',
  pg_temp.v('b')));
-- Late lines need an entry of an earlier transaction: the newest of the data, when there is one.
SELECT pg_temp.trial('a late line of an entry of yesterday', 'QSL02', pg_temp.lines(e.id, e.book_id, f.id, 5, 5))
  FROM ledger_entry e JOIN ledger_fund f ON f.book_id = e.book_id AND f.role = 'general'
  WHERE e.xid <> pg_current_xact_id()::text::bigint ORDER BY e.id DESC LIMIT 1;
SELECT pg_temp.trial('an entry that claims an earlier transaction''s number takes this one''s', 'QSL03', format(
  'INSERT INTO ledger_entry (book_id, kind, template, booked_on, happened_on, xid) VALUES (%s, ''trial'', ''T00'', now(), now(), 3)',
  pg_temp.v('b')));

-- The trace. -----------------------------------------------------------------------------------------------------
SELECT pg_temp.trial('a change of an act', '42501', 'UPDATE acts_act SET command = ''x''');
SELECT pg_temp.trial('an act removed', '42501', 'DELETE FROM acts_act');
SELECT pg_temp.trial('a change of an inflow', '42501', 'UPDATE ledger_inflow SET hi = hi + 1');
SELECT pg_temp.trial('an inflow removed', '42501', 'DELETE FROM ledger_inflow');
SELECT pg_temp.trial('a change of an entry', '42501', 'UPDATE ledger_entry SET booked_on = now()');
SELECT pg_temp.trial('a change of a line', '42501', 'UPDATE ledger_line SET amount = amount + 1');
SELECT pg_temp.trial('a change of a leaf', '42501', 'UPDATE translog_leaf SET kind = kind');
SELECT pg_temp.trial('a leaf removed', '42501', 'DELETE FROM translog_leaf');
SELECT pg_temp.trial('a table emptied', '42501', 'TRUNCATE ledger_use');
SELECT pg_temp.trial('a trigger switched off', '42501', 'ALTER TABLE ledger_use DISABLE TRIGGER ALL');
SELECT pg_temp.trial('a fund put into other books', '42501', 'UPDATE ledger_fund SET book_id = book_id');
SELECT pg_temp.trial('a row stamped with a foreign act', 'QSA02',
  'INSERT INTO ledger_book (organisation_id, regime, opened_on, act_id) VALUES (-3, ''npo2026'', now(), 0)');
SELECT pg_temp.trial('what an act touched, changed', '42501', 'UPDATE acts_actsubject SET key = ''x''');
SELECT pg_temp.trial('how an act ended, changed', '42501', 'UPDATE acts_actoutcome SET fields = ''[]''');
SELECT pg_temp.trial('a refused attempt removed', '42501', 'DELETE FROM acts_actrefusal');
SELECT pg_temp.trial('a second outcome of an act', '23505', format(
  'INSERT INTO acts_actoutcome (act_id, steps, fields) VALUES (%1$s, ''[]'', ''[]''), (%1$s, ''[]'', ''[]'')', pg_temp.v('act')));
SELECT pg_temp.trial('a practice database made a real one', '42501', 'UPDATE acts_installation SET practice = NOT practice');
SELECT pg_temp.trial('the chain of acts rewritten', '42501', 'UPDATE acts_chainrun SET root = ''''');
SELECT pg_temp.trial('the chain of acts begun anew', '42501', 'DELETE FROM acts_chainstate');

-- The public log. ------------------------------------------------------------------------------------------------
SELECT pg_temp.trial('a leaf whose hash is not its entry''s', '23514',
  'INSERT INTO translog_leaf (kind, key, entry, hash, salt, record) VALUES (''k'', ''k'', ''a'', sha256(''b''), sha256(''s''), ''{}'')');
SELECT pg_temp.trial('a leaf without salt', '23514',
  'INSERT INTO translog_leaf (kind, key, entry, hash, salt, record) VALUES (''k'', ''k'', ''a'', sha256(''\x0061''), '''', ''{}'')');
SELECT pg_temp.trial('a leaf below those that have their place', '428C9',
  'INSERT INTO translog_leaf (id, kind, key, entry, hash, salt, record)
   VALUES (1, ''k'', ''k'', ''a'', sha256(''\x0061''), sha256(''s''), ''{}'')');
SELECT pg_temp.trial('the place of a leaf changed', '42501', 'UPDATE translog_run SET first_leaf = 0');
SELECT pg_temp.trial('a head of the log changed', '42501', 'UPDATE translog_head SET root = ''''');
SELECT pg_temp.trial('the log begun anew', '42501', 'DELETE FROM translog_tree');
SELECT pg_temp.trial('another log beside it', '42501', 'INSERT INTO translog_tree VALUES (2, 0, '''', 0, ''[]'')');
SELECT pg_temp.trial('a lost entry hidden', '42501', 'DELETE FROM translog_orphan');
SELECT pg_temp.trial('the result of a check changed', '42501', 'UPDATE integrity_checkrun SET broken = ''{}''');

SELECT set_config('qs.act', coalesce((SELECT max(id) FROM acts_act WHERE xid <> pg_current_xact_id()::text::bigint), 0)::text, true);
SELECT pg_temp.trial('a write with the act of another transaction', 'QSA01',
  'INSERT INTO ledger_book (organisation_id, regime, opened_on) VALUES (-3, ''npo2026'', now())');
SELECT set_config('qs.act', '', true);
SELECT pg_temp.trial('a write without an act', 'QSA01',
  'INSERT INTO ledger_book (organisation_id, regime, opened_on) VALUES (-3, ''npo2026'', now())');
SELECT pg_temp.trial('a leaf without an act', 'QSA01',
  'INSERT INTO translog_leaf (kind, key, entry, hash, salt, record) VALUES (''k'', ''k'', ''a'', sha256(''\x0061''), sha256(''s''), ''{}'')');
SELECT pg_temp.trial('a release without an act', 'QSA01', 'UPDATE ledger_use SET live = false');

ROLLBACK;
\echo All trials were refused.

-- Triggers that check references of the tables that every batch writes, in place of foreign keys. The rows of a batch
-- name the same few grants and holds. A foreign key looks each of them up for each row, these triggers once for all
-- rows of a statement. They guarantee the same: a row that names a row which its organization does not have is refused
-- (L14, L28), with the code of a foreign key. Tables that a batch hardly ever writes keep their foreign keys.
--
-- The look-up is in the select list: there PostgreSQL finds each row by its key, also with a plan that it made while
-- the tables were empty.

CREATE OR REPLACE FUNCTION {{schema}}.check_entries_grant() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  missing uuid;
BEGIN
  SELECT id INTO missing FROM (
    SELECT named.id, (SELECT t.id FROM {{schema}}.grants t WHERE t.org_id = named.org_id AND t.id = named.id) AS place
      FROM (SELECT DISTINCT org_id, first_grant_id AS id FROM added WHERE first_grant_id IS NOT NULL) AS named
  ) AS looked_up WHERE place IS NULL LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'a row of entries names % as first_grant_id, which its organization does not have', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'entries', CONSTRAINT = 'entries_grant';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER entries_grant AFTER INSERT ON {{schema}}.entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.check_entries_grant();

CREATE OR REPLACE FUNCTION {{schema}}.check_entries_hold() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  missing uuid;
BEGIN
  SELECT id INTO missing FROM (
    SELECT named.id, (SELECT t.id FROM {{schema}}.holds t WHERE t.org_id = named.org_id AND t.id = named.id) AS place
      FROM (SELECT DISTINCT org_id, first_hold_id AS id FROM added WHERE first_hold_id IS NOT NULL) AS named
  ) AS looked_up WHERE place IS NULL LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'a row of entries names % as first_hold_id, which its organization does not have', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'entries', CONSTRAINT = 'entries_hold';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER entries_hold AFTER INSERT ON {{schema}}.entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.check_entries_hold();

CREATE OR REPLACE FUNCTION {{schema}}.check_hold_slices_hold() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  missing uuid;
BEGIN
  SELECT id INTO missing FROM (
    SELECT named.id, (SELECT t.id FROM {{schema}}.holds t WHERE t.org_id = named.org_id AND t.id = named.id) AS place
      FROM (SELECT DISTINCT org_id, hold_id AS id FROM added WHERE hold_id IS NOT NULL) AS named
  ) AS looked_up WHERE place IS NULL LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'a row of hold_slices names % as hold_id, which its organization does not have', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'hold_slices', CONSTRAINT = 'hold_slices_hold';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER hold_slices_hold AFTER INSERT ON {{schema}}.hold_slices REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.check_hold_slices_hold();

CREATE OR REPLACE FUNCTION {{schema}}.check_hold_slices_grant() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  missing uuid;
BEGIN
  SELECT id INTO missing FROM (
    SELECT named.id, (SELECT t.id FROM {{schema}}.grants t WHERE t.org_id = named.org_id AND t.id = named.id) AS place
      FROM (SELECT DISTINCT org_id, grant_id AS id FROM added WHERE grant_id IS NOT NULL) AS named
  ) AS looked_up WHERE place IS NULL LIMIT 1;
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'a row of hold_slices names % as grant_id, which its organization does not have', missing
      USING ERRCODE = 'foreign_key_violation', TABLE = 'hold_slices', CONSTRAINT = 'hold_slices_grant';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER hold_slices_grant AFTER INSERT ON {{schema}}.hold_slices REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.check_hold_slices_grant();

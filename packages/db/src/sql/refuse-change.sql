-- Refuses to change rows that stay as they were written, also for the owner of the tables (L11).
CREATE OR REPLACE FUNCTION {{schema}}.refuse_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the table % does not allow this change: a correction is a new entry', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- Rows that are never changed or deleted.
CREATE OR REPLACE TRIGGER catalog_copies_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.catalog_copies
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.entries
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER further_postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.further_postings
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER job_charges_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.job_charges
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER volume_sizes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.volume_sizes
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER metered_charges_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.metered_charges
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER idempotency_keys_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.idempotency_keys
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER activity_series_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.activity_series
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER marked_blocks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.marked_blocks
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER grant_marks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.grant_marks
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

-- Counters of spent and expired credit never decrease: such credit does not come back.
CREATE OR REPLACE TRIGGER grants_only_grow BEFORE UPDATE ON {{schema}}.grants
  FOR EACH ROW WHEN (NEW.spent < OLD.spent OR NEW.expired < OLD.expired)
  EXECUTE FUNCTION {{schema}}.refuse_change();

-- The other half of the references in check-references.sql: a row that other rows name is never deleted, and keeps its
-- key.
CREATE OR REPLACE TRIGGER grants_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF org_id, id ON {{schema}}.grants
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER holds_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF org_id, id ON {{schema}}.holds
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER hold_slices_stay BEFORE UPDATE OF org_id, hold_id, grant_id ON {{schema}}.hold_slices
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

-- What a plan's counters and redeem codes did is kept: the changes under their keys, and the outcome of each claim.
CREATE OR REPLACE TRIGGER entitlement_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.entitlement_changes
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER redemptions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.redemptions
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER catalog_move_copies_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.catalog_move_copies
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

-- The audit log of the platform only grows (L11, G14), also for the owner of the tables. Details can be erased with a
-- person, and are never changed.
CREATE OR REPLACE FUNCTION {{schema}}.refuse_platform_change() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the table % does not allow this change: a correction is a new entry', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE OR REPLACE TRIGGER platform_audit_entries_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.platform_audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_platform_change();
CREATE OR REPLACE TRIGGER platform_audit_details_never_change
  BEFORE UPDATE OR TRUNCATE ON {{schema}}.platform_audit_details
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_platform_change();
CREATE OR REPLACE TRIGGER platform_audit_heads_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF single ON {{schema}}.platform_audit_heads
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_platform_change();
CREATE OR REPLACE TRIGGER platform_audit_heads_step BEFORE UPDATE ON {{schema}}.platform_audit_heads
  FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1 OR NEW.at < OLD.at)
  EXECUTE FUNCTION {{schema}}.refuse_platform_change();

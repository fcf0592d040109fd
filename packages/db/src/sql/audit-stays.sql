-- The audit logs of organizations only grow (L11, G14), also for the owner of the tables. Details can be erased with a
-- person, and are never changed.
CREATE OR REPLACE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER audit_details_never_change BEFORE UPDATE OR TRUNCATE ON {{schema}}.audit_details
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF org_id ON {{schema}}.audit_heads
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER audit_heads_step BEFORE UPDATE ON {{schema}}.audit_heads
  FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1 OR NEW.at < OLD.at) EXECUTE FUNCTION {{schema}}.refuse_change();

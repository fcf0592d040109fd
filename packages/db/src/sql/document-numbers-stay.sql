-- A series counts by one, and its dates never fall (L27).
CREATE OR REPLACE TRIGGER document_series_count_up BEFORE UPDATE ON {{schema}}.document_series
  FOR EACH ROW WHEN (NEW.count <> OLD.count + 1 OR NEW.last_at < OLD.last_at
    OR NEW.scope <> OLD.scope OR NEW.kind <> OLD.kind)
  EXECUTE FUNCTION {{schema}}.refuse_platform_change();
CREATE OR REPLACE TRIGGER document_series_stay BEFORE DELETE OR TRUNCATE ON {{schema}}.document_series
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_platform_change();

-- A number that was given is never given back. Only the hash of its document is added, once.
CREATE OR REPLACE TRIGGER document_numbers_fixed BEFORE UPDATE ON {{schema}}.document_numbers
  FOR EACH ROW WHEN (OLD.hash IS NOT NULL OR NEW.hash IS NULL
    OR (NEW.scope, NEW.kind, NEW.n, NEW.number, NEW.issued_at, NEW.org_id, NEW.document_id, NEW.ref)
      IS DISTINCT FROM (OLD.scope, OLD.kind, OLD.n, OLD.number, OLD.issued_at, OLD.org_id, OLD.document_id, OLD.ref))
  EXECUTE FUNCTION {{schema}}.refuse_platform_change();
CREATE OR REPLACE TRIGGER document_numbers_stay BEFORE DELETE OR TRUNCATE ON {{schema}}.document_numbers
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_platform_change();

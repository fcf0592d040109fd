-- What was issued stays as it was printed (L27).
CREATE OR REPLACE TRIGGER documents_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.documents
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER document_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {{schema}}.document_files
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

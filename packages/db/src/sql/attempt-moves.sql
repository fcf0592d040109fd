-- The ways of a payment attempt from one state to another; the same as ATTEMPT_MOVES of the domain (L21).
CREATE OR REPLACE FUNCTION {{schema}}.attempt_may_move(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = {{schema}}, pg_temp AS $$
  SELECT before || '>' || after IN (
    'created>submitted',
    'submitted>succeeded', 'submitted>failed', 'submitted>unknown',
    'unknown>succeeded', 'unknown>failed', 'unknown>parked')
$$;

CREATE OR REPLACE TRIGGER payment_attempts_move BEFORE UPDATE ON {{schema}}.payment_attempts
  FOR EACH ROW WHEN (NEW.state <> OLD.state AND NOT {{schema}}.attempt_may_move(OLD.state, NEW.state))
  EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER payment_attempts_begin BEFORE INSERT ON {{schema}}.payment_attempts
  FOR EACH ROW WHEN (NEW.state <> 'created') EXECUTE FUNCTION {{schema}}.refuse_change();
CREATE OR REPLACE TRIGGER payment_attempts_stay BEFORE DELETE OR TRUNCATE ON {{schema}}.payment_attempts
  FOR EACH STATEMENT EXECUTE FUNCTION {{schema}}.refuse_change();

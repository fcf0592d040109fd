-- A new person needs an organization, and a verified one the credit of the sign-up. The claims are written in the
-- transaction that creates or verifies the person, so no step is lost. The work is safe to repeat.
CREATE OR REPLACE FUNCTION {{schema}}.welcome_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO {{schema}}.platform_due (kind, ref, due_at) VALUES ('welcome_person', NEW.id::text, clock_timestamp())
      ON CONFLICT (kind, ref) DO NOTHING;
  END IF;
  IF NEW.email_verified THEN
    INSERT INTO {{schema}}.platform_due (kind, ref, due_at)
      VALUES ('grant_signup_credit', NEW.id::text, clock_timestamp()) ON CONFLICT (kind, ref) DO NOTHING;
  END IF;
  PERFORM pg_notify('scrip_platform_due', '');
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER user_created AFTER INSERT ON auth."user"
  FOR EACH ROW EXECUTE FUNCTION {{schema}}.welcome_person();
CREATE OR REPLACE TRIGGER user_verified AFTER UPDATE OF email_verified ON auth."user"
  FOR EACH ROW WHEN (NEW.email_verified AND NOT OLD.email_verified)
  EXECUTE FUNCTION {{schema}}.welcome_person();

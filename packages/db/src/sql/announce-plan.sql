-- Announces, at the commit, that an organization may do other things than before: another plan, another catalog version,
-- or another number of things that a limit counts. Processes then forget what they know of it. An organization that moves
-- to another cell is announced too: from then on, its changes are announced there. Every table with the column org_id can
-- have such a trigger.
CREATE OR REPLACE FUNCTION {{schema}}.announce_plan() RETURNS trigger LANGUAGE plpgsql
SET search_path = {{schema}}, pg_temp AS $$
BEGIN
  PERFORM pg_notify('scrip_plans', coalesce(NEW.org_id, OLD.org_id)::text);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER organizations_announce_plan AFTER UPDATE OF plan, catalog_version, moved_to
  ON {{schema}}.organizations FOR EACH ROW
  WHEN (OLD.plan <> NEW.plan OR OLD.catalog_version <> NEW.catalog_version OR OLD.moved_to IS DISTINCT FROM NEW.moved_to)
  EXECUTE FUNCTION {{schema}}.announce_plan();
CREATE OR REPLACE TRIGGER entitlement_uses_announce_plan AFTER INSERT OR UPDATE ON {{schema}}.entitlement_uses
  FOR EACH ROW EXECUTE FUNCTION {{schema}}.announce_plan();
CREATE OR REPLACE TRIGGER members_announce_plan AFTER INSERT OR DELETE ON {{schema}}.members
  FOR EACH ROW EXECUTE FUNCTION {{schema}}.announce_plan();
CREATE OR REPLACE TRIGGER invitations_announce_plan AFTER INSERT OR UPDATE ON {{schema}}.invitations
  FOR EACH ROW EXECUTE FUNCTION {{schema}}.announce_plan();
CREATE OR REPLACE TRIGGER contracts_announce_plan AFTER INSERT OR UPDATE ON {{schema}}.contracts
  FOR EACH ROW EXECUTE FUNCTION {{schema}}.announce_plan();

-- The place of a kind of due work among the work of one instant: expiries first, then charges for time, then ends and renewals, then
-- credit, then payments and documents, then notices. The order is that of DUE_KINDS in the domain, and a test compares both. A kind that is not in
-- the list comes last.
CREATE OR REPLACE FUNCTION {{schema}}.due_rank(kind text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(array_position(ARRAY[
  'expire_grant', 'expire_hold', 'settle_endpoint', 'settle_storage', 'settle_minimum', 'end_contract', 'start_contract',
  'start_subscription', 'renew_subscription',
  'charge_subscription', 'issue_grant', 'credit_contract', 'credit_subscription', 'resolve_attempt',
  'sync_subscription', 'start_topup', 'refresh_account', 'issue_document', 'issue_statement', 'review_alerts',
  'send_notice', 'deliver_webhook'], kind), 1000);

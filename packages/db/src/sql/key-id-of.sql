-- The id of an idempotency key: the first sixteen bytes of SHA-256 over organization, operation and key, as a UUID of
-- version 8. Each part is prefixed with its byte length. ledger/keys/key-id.ts computes the same id.
CREATE OR REPLACE FUNCTION {{schema}}.key_id_of(p_org uuid, p_operation text, p_key text) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = {{schema}}, pg_temp AS $$
  SELECT overlay(overlay(hex PLACING '8' FROM 13)
      PLACING substr('89ab', ('x' || substr(hex, 17, 1))::bit(4)::integer % 4 + 1, 1) FROM 17)::uuid
    FROM encode(substr(sha256(convert_to(
      '36:' || p_org::text || octet_length(p_operation) || ':' || p_operation || octet_length(p_key) || ':' || p_key,
      'UTF8')), 1, 16), 'hex') AS hex
$$;

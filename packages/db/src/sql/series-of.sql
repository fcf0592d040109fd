-- The number of a series: the first eight bytes of SHA-256 over the organization and its four parts. Each part is
-- prefixed with its byte length; "-" means null. ledger/keys/series.ts computes the same number.
CREATE OR REPLACE FUNCTION {{schema}}.series_of(
  p_org uuid, p_kind text, p_resource text, p_project text, p_member text
) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = {{schema}}, pg_temp AS $$
  SELECT ('x' || encode(substr(sha256(convert_to('36:' || p_org::text || octet_length(p_kind) || ':' || p_kind
    || coalesce(octet_length(p_resource) || ':' || p_resource, '-')
    || coalesce(octet_length(p_project) || ':' || p_project, '-')
    || coalesce(octet_length(p_member) || ':' || p_member, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint
$$;

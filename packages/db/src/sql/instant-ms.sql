-- An instant as milliseconds since 1970. STABLE, because PostgreSQL never inlines an IMMUTABLE function over a STABLE
-- one. The names in a body without quotes are resolved once, when the function is created.
CREATE OR REPLACE FUNCTION {{schema}}.instant_ms(value timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
RETURN (extract(epoch FROM value) * 1000)::bigint;

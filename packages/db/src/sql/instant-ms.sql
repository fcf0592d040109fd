-- An instant as milliseconds since 1970. STABLE, because PostgreSQL never inlines an IMMUTABLE function over a STABLE
-- one.
CREATE OR REPLACE FUNCTION {{schema}}.instant_ms(value timestamptz) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (extract(epoch FROM value) * 1000)::bigint $$;

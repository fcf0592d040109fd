-- The number of entries that an organization had before an instant, which is the number of the last of them. `at` never
-- decreases (L10), so about twenty look-ups in the primary key find it among a million entries.
CREATE OR REPLACE FUNCTION {{schema}}.entries_before(p_org uuid, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  low bigint := 0;
  high bigint := coalesce((SELECT seq FROM {{schema}}.organizations WHERE org_id = p_org), 0);
  middle bigint;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT at FROM {{schema}}.entries WHERE org_id = p_org AND seq = middle) < p_at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END $$;

-- The same for the reports of one job, which are numbered by their leg.
CREATE OR REPLACE FUNCTION {{schema}}.reports_before(p_org uuid, p_job uuid, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = {{schema}}, pg_temp AS $$
DECLARE
  low integer := 0;
  high integer := coalesce((SELECT charges FROM {{schema}}.jobs WHERE org_id = p_org AND id = p_job), 0);
  middle integer;
BEGIN
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    IF (SELECT at FROM {{schema}}.job_charges WHERE org_id = p_org AND job_id = p_job AND leg = middle) < p_at THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END $$;

import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The organization is in the number of a series, so that the index on entries by series need not carry it: a third
 * of that index, which every entry pays for. Two organizations have no series in common any more.
 */
export class SeriesOfOrganizations1790000016000 implements MigrationInterface {
  name = "SeriesOfOrganizations1790000016000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX entries_series_idx");
    await runner.query(SERIES_OF);
    await runner.query(renumber("series_of(s.org_id, s.kind, s.resource, s.project, s.member)"));
    await runner.query(`
      DROP FUNCTION series_of(text, text, text, text);
      CREATE INDEX entries_series_idx ON entries (series, seq) WHERE series IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX entries_series_idx");
    await runner.query(SERIES_OF_ALL);
    await runner.query(renumber("series_of(s.kind, s.resource, s.project, s.member)"));
    await runner.query(`
      DROP FUNCTION series_of(uuid, text, text, text, text);
      CREATE INDEX entries_series_idx ON entries (org_id, series, seq) WHERE series IS NOT NULL;
    `);
  }
}

const LABELS = `octet_length(p_kind) || ':' || p_kind
          || coalesce(octet_length(p_resource) || ':' || p_resource, '-')
          || coalesce(octet_length(p_project) || ':' || p_project, '-')
          || coalesce(octet_length(p_member) || ':' || p_member, '-')`;
const numbered = (text: string): string =>
  `SELECT ('x' || encode(substr(sha256(convert_to(${text}, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint`;

const SERIES_OF = `
  -- The number of a series: the first eight bytes of SHA-256 over the organization and its four parts, each with
  -- its length in bytes before it, or "-" where there is none. The ledger's writer has the same in TypeScript.
  CREATE FUNCTION series_of(p_org uuid, p_kind text, p_resource text, p_project text, p_member text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      ${numbered(`'36:' || p_org::text || ${LABELS}`)}
    $$`;

/** As it was made with the activities. */
const SERIES_OF_ALL = `
  CREATE FUNCTION series_of(p_kind text, p_resource text, p_project text, p_member text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      ${numbered(LABELS)}
    $$`;

/** Entries change here in what their hash does not cover. The owner may be no superuser, to whom forced row-level security would show nothing. */
const renumber = (number: string): string => `
  ALTER TABLE entries DISABLE TRIGGER entries_append_only;
  ALTER TABLE activity_series DISABLE TRIGGER activity_series_append_only;
  ALTER TABLE entries NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE activity_series NO FORCE ROW LEVEL SECURITY;
  UPDATE entries e SET series = ${number} FROM activity_series s WHERE s.org_id = e.org_id AND s.series = e.series;
  UPDATE activity_series s SET series = ${number};
  ALTER TABLE activity_series FORCE ROW LEVEL SECURITY;
  ALTER TABLE entries FORCE ROW LEVEL SECURITY;
  ALTER TABLE activity_series ENABLE TRIGGER activity_series_append_only;
  ALTER TABLE entries ENABLE TRIGGER entries_append_only;
`;

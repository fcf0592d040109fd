import { changed, type Damage, damage, doubled, invented, NOWHERE, removed } from "./damage.fixture.ts";
import type { Seed } from "./seed.fixture.ts";

const main = ({ org }: Seed): string => `org_id = '${org}'`;
const real = ({ real: org }: Seed): string => `org_id = '${org}'`;
const version = (): string => "number = 1";
const organizationKey = ({ serviceKey }: Seed): string => `id = '${serviceKey}'`;
const platformKey = ({ platformKey: id }: Seed): string => `id = '${id}'`;
const CHEAPER = `catalog = replace(catalog, '"3.99"', '"0.01"')`;
/** Opens a claim of the platform. */
const claim = (kind: string, ref: string, more = ""): string =>
  `INSERT INTO platform_due (kind, ref, due_at) VALUES ('${kind}', '${ref}', now()); ${more}`;

export const PLATFORM: readonly Damage[] = [
  changed("organizations", "name = 'Another'", main),
  changed("organizations", "created_at = created_at + interval '10 years'", main),
  changed("organizations", "clock_at = clock_at - interval '100 days'", main),
  changed("organizations", "clock_at = NULL", main),
  changed("organizations", "clock_at = now()", real),
  changed("organizations", "catalog_version = 2", main),
  changed("organizations", "catalog_version = 99", main),
  changed("organizations", "seq = seq - 1", main),
  changed("organizations", "seq = seq + 1", main),
  changed("organizations", "at = at + interval '1 ms'", main),
  changed("organizations", "hash = decode(repeat('ab', 32), 'hex')", main),
  changed("organizations", "available = available + 1", main),
  changed("organizations", "reserved = reserved + 1", main),
  changed("organizations", "owed = 1", main),
  changed("organizations", "available = NULL", main),
  removed("organizations", "an organization", main),
  doubled("organizations", main),
  invented(
    "organizations",
    "an organization",
    () => ({ org_id: NOWHERE, seq: 0, available: 0, reserved: 0, owed: 0 }),
    main,
  ),
  damage(
    "organizations: one is gone with all of its rows",
    ({ org }) => `DO $$ DECLARE t text; BEGIN
      FOR t IN SELECT table_name FROM information_schema.columns WHERE column_name = 'org_id' AND table_schema = 'public'
          AND table_name NOT IN ('organization_registry', 'service_keys', 'postings', 'charges') LOOP
        EXECUTE format('DELETE FROM %I WHERE org_id = %L', t, '${org}');
      END LOOP; END $$`,
  ),

  changed("catalog_versions", CHEAPER, version),
  changed("catalog_versions", "hash = decode(repeat('ab', 32), 'hex')", version),
  changed(
    "catalog_versions",
    `${CHEAPER}, hash = sha256(convert_to(replace(catalog, '"3.99"', '"0.01"'), 'UTF8'))`,
    version,
  ),
  changed("catalog_versions", "published_at = published_at + interval '1 day'", version),
  changed("catalog_versions", "number = 7", version),
  removed("catalog_versions", "a version", version),
  doubled("catalog_versions", version),
  invented("catalog_versions", "a version", () => ({ number: 9 }), version),
  changed("catalog_copies", CHEAPER, version),
  changed("catalog_copies", "hash = decode(repeat('ab', 32), 'hex')", version),
  changed(
    "catalog_copies",
    `${CHEAPER}, hash = sha256(convert_to(replace(catalog, '"3.99"', '"0.01"'), 'UTF8'))`,
    version,
  ),
  damage("catalog_copies: a rate is changed in both tables, with their hashes", () =>
    ["catalog_versions", "catalog_copies"]
      .map(
        (table) => `UPDATE ${table} SET ${CHEAPER},
      hash = sha256(convert_to(replace(catalog, '"3.99"', '"0.01"'), 'UTF8')) WHERE number = 1`,
      )
      .join(";"),
  ),
  changed("catalog_copies", "catalog = 'not JSON'", version),
  changed("catalog_copies", "published_at = published_at + interval '1 day'", version),
  removed("catalog_copies", "a copy", version),
  removed("catalog_copies", "an unused copy", () => "number = 2"),
  doubled("catalog_copies", version),
  invented("catalog_copies", "a copy", () => ({ number: 9 }), version),

  changed("organization_registry", "owner = 'thief'", main),
  changed("organization_registry", "name = 'Another'", main),
  changed("organization_registry", "creation_key = 'another'", main),
  changed("organization_registry", "payload_hash = ''", main),
  changed("organization_registry", "payload_hash = decode(repeat('ab', 32), 'hex')", main),
  changed("organization_registry", `org_id = '${NOWHERE}'`, main),
  changed("organization_registry", "clock_at = NULL", main),
  changed("organization_registry", "clock_at = clock_at + interval '10 years'", main),
  changed("organization_registry", "catalog_version = 2", main),
  removed("organization_registry", "an organization", main),
  doubled("organization_registry", main),
  invented("organization_registry", "an organization", () => ({ org_id: NOWHERE, name: "x", creation_key: "x" }), main),

  changed("service_keys", "hash = decode(repeat('ab', 32), 'hex')", organizationKey),
  changed("service_keys", "hash = ''", organizationKey),
  changed("service_keys", "name = 'another'", organizationKey),
  changed("service_keys", "owner = 'thief'", organizationKey),
  changed("service_keys", `org_id = '${NOWHERE}'`, organizationKey),
  changed("service_keys", "org_id = NULL", organizationKey),
  changed("service_keys", "org_ids = NULL", platformKey),
  changed("service_keys", `org_ids = '{${NOWHERE}}'`, platformKey),
  changed("service_keys", "scopes = scopes || '{grants:write}'", organizationKey),
  changed("service_keys", "scopes = scopes || '{grants:write}'", platformKey),
  changed("service_keys", "scopes = scopes || '{all:write}'", platformKey),
  changed("service_keys", "created_at = created_at + interval '10 years'", organizationKey),
  changed("service_keys", "expires_at = now()", organizationKey),
  changed("service_keys", "revoked_at = now()", organizationKey),
  doubled("service_keys", organizationKey),
  removed("service_keys", "a key", organizationKey),
  invented("service_keys", "a key", () => ({ id: NOWHERE, org_ids: null }), platformKey),

  damage("platform_due: work that is done", () => claim("copy_catalog", "1")),
  damage("platform_due: a claim of nothing", () => claim("create_organization", NOWHERE)),
  damage("platform_due: an unknown kind", () => claim("gift", "1")),
  damage(
    "platform_due: the claim of an organization that does not exist is gone",
    (seed) => `DELETE FROM organizations WHERE org_id = '${seed.life.org}'`,
  ),
  damage("platform_due: parked without failed tries", () =>
    claim(
      "copy_catalog",
      "2",
      "DELETE FROM catalog_copies WHERE number = 2; UPDATE platform_due SET parked_at = now(), problem = 'p'",
    ),
  ),
  damage("platform_due: never due", () =>
    claim(
      "copy_catalog",
      "2",
      "DELETE FROM catalog_copies WHERE number = 2; UPDATE platform_due SET due_at = 'infinity'",
    ),
  ),
];

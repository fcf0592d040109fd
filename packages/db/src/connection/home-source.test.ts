import { expect, it } from "vitest";
import { ServiceKeyEntity } from "../access/service-key.entity.ts";
import { CatalogCopyEntity } from "../catalog/catalog-copy.entity.ts";
import { CatalogVersionEntity } from "../catalog/catalog-version.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import type { Homes } from "./home-source.ts";
import { inAnyCell, inOrganization, inPlatform } from "./in-home.ts";

// `tsc` checks these lines; the functions never run.
it("code that names a table of the other home does not compile", () => {
  const both = [
    ({
      organizations: {
        cells: [cell],
      },
      platform,
    }: Homes) => [
      cell?.repository(GrantEntity),
      platform.repository(ServiceKeyEntity),
      // @ts-expect-error service keys belong to the platform
      cell?.repository(ServiceKeyEntity),
      // @ts-expect-error grants belong to the organizations
      platform.repository(GrantEntity),
    ],
    ({ organizations, platform }: Homes) => [
      inOrganization(organizations, "", async (tx) => tx.repository(GrantEntity)),
      inAnyCell(organizations, async (tx) => tx.repository(CatalogCopyEntity)),
      inPlatform(platform, async (tx) => tx.repository(CatalogVersionEntity)),
      // @ts-expect-error the organizations' home has a copy of its own
      inOrganization(organizations, "", async (tx) => tx.repository(CatalogVersionEntity)),
      // @ts-expect-error the copies belong to the organizations
      inPlatform(platform, async (tx) => tx.repository(CatalogCopyEntity)),
    ],
    ({ organizations, platform }: Homes) => [
      // @ts-expect-error a source of the platform cannot reach organizations
      inOrganization(platform, "", async () => {}),
      // @ts-expect-error a source of the organizations cannot reach the platform
      inPlatform(organizations, async () => {}),
    ],
  ];
  expect(both).toHaveLength(3);
});

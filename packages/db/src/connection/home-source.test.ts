import { expect, it } from "vitest";
import { ServiceKeyEntity } from "../access/service-key.entity.ts";
import { CatalogCopyEntity } from "../catalog/catalog-copy.entity.ts";
import { CatalogVersionEntity } from "../catalog/catalog-version.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import type { Homes } from "./home-source.ts";
import { acrossOrganizations, inOrganization, inPlatform } from "./in-home.ts";

// `tsc` checks these lines; the functions never run.
it("a table of the other home does not compile", () => {
  const both = [
    ({ organizations, platform }: Homes) => [
      organizations.repository(GrantEntity),
      platform.repository(ServiceKeyEntity),
      // @ts-expect-error the keys of services are the platform's
      organizations.repository(ServiceKeyEntity),
      // @ts-expect-error grants are the organizations'
      platform.repository(GrantEntity),
    ],
    ({ organizations, platform }: Homes) => [
      inOrganization(organizations, "", async (tx) => tx.repository(GrantEntity)),
      acrossOrganizations(organizations, async (tx) => tx.repository(CatalogCopyEntity)),
      inPlatform(platform, async (tx) => tx.repository(CatalogVersionEntity)),
      // @ts-expect-error the organizations' home has a copy of its own
      inOrganization(organizations, "", async (tx) => tx.repository(CatalogVersionEntity)),
      // @ts-expect-error the copies are the organizations'
      inPlatform(platform, async (tx) => tx.repository(CatalogCopyEntity)),
    ],
    ({ organizations, platform }: Homes) => [
      // @ts-expect-error a source of the platform reaches no organization
      inOrganization(platform, "", async () => {}),
      // @ts-expect-error a source of the organizations reaches nothing of the platform
      inPlatform(organizations, async () => {}),
    ],
  ];
  expect(both).toHaveLength(3);
});

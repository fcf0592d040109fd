import { createPerson } from "@scrip/accounts/create-person";
import { createClient } from "@scrip/client";
import { DocumentEntity, saveSeller, sellerOf } from "@scrip/db/billing";
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { inOrganization, inPlatform, openReadPool, type PlatformTx, roleUrls } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import type { Catalog } from "@scrip/domain/catalog";
import { grantSignupCredit } from "@scrip/usecases/access/grant-signup-credit";
import { join, writeMember } from "@scrip/usecases/access/join";
import { FROM_WITHIN } from "@scrip/usecases/deps";
import { createCampaignAsOwner } from "@scrip/usecases/plans/codes/campaigns";
import { createCodesAsOwner } from "@scrip/usecases/plans/codes/make-codes";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import type { OwnServer } from "../../server/temporary-server.ts";
import { openPayments } from "./payments/open-payments.ts";
import type { World } from "./world.ts";

/** An advance over many years runs everything that falls due on the way. */
const CALL_TIMEOUT_MS = 600_000;
const CONNECTIONS = 4;

/** Whether other scenarios use the same database. */
export interface WorldTerms {
  /** Begins the names of organizations, and the addresses and keys, that must be unique in a database. */
  readonly prefix?: string;
  /** Of every owner; without one, no owner can sign in. */
  readonly password?: string | null;
}

/** Opens the platform on a server of its own: the API through the typed client, and the code of the worker in its role. */
export async function openWorld(
  server: OwnServer,
  parts: AsyncDisposableStack,
  { prefix = "", password = null }: WorldTerms = {},
): Promise<World> {
  const urls = roleUrls(server.databaseUrl);
  const named = { applicationName: "scrip-scenario", poolSize: CONNECTIONS };
  const owner = await openHomes({ organizations: server.databaseUrl }, named);
  parts.defer(() => owner.close());
  const worker = await openHomes({ organizations: urls.worker }, named);
  parts.defer(() => worker.close());
  const books = bookStore((version) => loadCatalog(worker.organizations, version));
  const ledger = openLedger({ url: urls.worker, books, lanes: 1 });
  parts.defer(() => ledger.close());
  const pool = openReadPool(urls.verify);
  parts.defer(() => pool.end());
  const client = createClient<Catalog>({
    url: server.url,
    key: server.key,
    timeoutMs: CALL_TIMEOUT_MS,
    caller: "scrip-scenario/0.1.0",
  });
  const payments = await openPayments(server, { homes: worker, ledger, books, isQuiet: true });
  if (payments !== null) await inPlatform(owner.platform, enterSeller);
  let made = 0;
  const codeOf = (code: string): string => `${prefix}${code}`;
  return {
    client,
    createOrganization: async (name, at) => {
      made += 1;
      const email = `${prefix}owner-${made}@scenario.example`;
      const { org } = await client.organizations.create({
        name: `${prefix}${name}`,
        testClock: new Date(at).toISOString(),
        idempotencyKey: `${prefix}organization-${made}`,
      });
      const person = { name: `Owner of ${name}`, email, password };
      const personId = await inPlatform(owner.platform, (tx) => createPerson(tx, person));
      const joining = { orgId: bare(org), personId, invitationId: null };
      await join(worker, joining, async (tx) => {
        const target = { type: "person", id: personId } as const;
        await writeMember(tx, { ...joining, role: "owner", from: FROM_WITHIN, target });
        return "owner";
      });
      await grantSignupCredit({ homes: worker, ledger, books }, personId);
      return org;
    },
    createCampaign: async (step) => {
      const { code, amount, days = null, until = null, uses = null, perOrg = 1, plans = null } = step;
      const terms = { name: code, amount, days, validUntil: until, uses, perOrg, plans };
      const { id } = await createCampaignAsOwner(owner.platform, terms);
      await createCodesAsOwner(owner.platform, id, [codeOf(code)]);
    },
    codeOf,
    paymentsOf: (org) => payments?.(bare(org)) ?? null,
    documentsOf: async (org) => {
      const orgId = bare(org);
      const all = await inOrganization(worker.organizations, orgId, (tx) =>
        tx.repository(DocumentEntity).find({ where: { orgId }, order: { issuedAt: "ASC", id: "ASC" } }),
      );
      return all.filter(({ kind }) => kind !== "statement");
    },
    verify: async () => {
      const { ok, findings } = await verifyLedger({ pool });
      const shown = findings.map(({ orgId, ...finding }) => ({
        ...finding,
        org: orgId === null ? null : `org_${orgId}`,
      }));
      return { ok, findings: shown };
    },
  };
}

/** An organization's id without its prefix. */
const bare = (org: string): string => org.slice("org_".length);

/** Documents are issued in the name of a seller, who collects no tax: all amounts are those of the file. */
async function enterSeller(tx: PlatformTx): Promise<void> {
  if ((await sellerOf(tx)) !== null) return;
  const address = ["1 Scenario Street"];
  await saveSeller(tx, { name: "Scenario", address, country: "US", taxIds: [], rates: [], prefix: "SC" });
}

import { hash } from "node:crypto";
import { bookStore, createOrganization, loadCatalog, openDataSource, openLedger, publishCatalog } from "@scrip/db";
import { catalogText, compileCatalog, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";

/** What the demo organization offers to try, for the lines printed at the end of a start. */
export interface Demo {
  readonly hints: readonly string[];
}

/** Made by hand, so that every start finds the same organization. */
const DEMO = { orgId: "01900000-0000-7000-8000-00000000de30", grantId: "01900000-0000-7000-8000-00000000de31" };
const PURCHASE_ID = "01900000-0000-7000-8000-00000000de32";
const DAY_MS = 86_400_000;

/**
 * Makes the demo organization with the signup credit of the catalog and a purchase of $100. Safe to
 * run at every start: its keys are always the same, so a second one changes nothing.
 * @param appUrl the address of the app's role
 */
export async function seedDemo(appUrl: string): Promise<Demo> {
  const app = await openDataSource(appUrl, { applicationName: "scrip-demo", poolSize: 1 });
  const ledger = openLedger({ url: appUrl, books: bookStore((version) => loadCatalog(app, version)), lanes: 1 });
  try {
    const catalogVersion = await publishCatalog(app, catalogText(tiered), Date.now());
    const outcome = await createOrganization(app, {
      ...{ owner: "demo", name: "Demo", creationKey: "demo", payloadHash: hash("sha256", "demo") },
      ...{ orgId: DEMO.orgId, clockAt: null, catalogVersion },
    });
    if (!outcome.ok) throw new Error(`The demo organization can not be made: ${outcome.refusal}.`);
    const { orgId, createdAt } = outcome.organization;
    const base = { kind: "issueGrant", orgId, actor: { type: "system", id: null }, effectiveAt: null } as const;
    const signup = compileCatalog(tiered).plans.get("free")?.signup;
    if (signup !== undefined) {
      const [expiresAt, terms] = [
        createdAt + signup.days * DAY_MS,
        { source: "signup", grantKind: "promotional" } as const,
      ];
      await ledger.submit(
        { ...base, ...terms, id: DEMO.grantId, amount: signup.amount, expiresAt, businessKey: "signup:demo" },
        "demo-signup",
      );
    }
    const terms = { source: "purchase", grantKind: "paid", amount: usd("100.00"), expiresAt: null } as const;
    await ledger.submit({ ...base, ...terms, id: PURCHASE_ID, businessKey: "external:demo" }, "demo-purchase");
    return { hints: [`Demo     org_${orgId}, with $100.00 and the credit of a signup`] };
  } finally {
    await ledger.close();
    await app.destroy();
  }
}

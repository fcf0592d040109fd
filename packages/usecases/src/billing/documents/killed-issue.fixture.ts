/**
 * A process that books payments and issues their receipts, all at once, and may be killed in between.
 *
 *   node killed-issue.fixture.ts '<HomeUrls>' '<crash point and count>' <organization> <gross> <attempt>...
 */
import { bookStore, loadCatalog } from "@scrip/db/catalog";
import { crashAt, parseCrashAt } from "@scrip/db/connection";
import { openLedger } from "@scrip/db/ledger";
import { openHomes } from "@scrip/db/schema";
import { pay } from "./a-sale.test-support.ts";
import { issueDocument } from "./issue-document.ts";

const [urls = "{}", point = "", orgId = "", gross = "", ...attempts] = process.argv.slice(2);
const homeUrls = JSON.parse(urls) as { organizations: string };
const homes = await openHomes(homeUrls, { applicationName: "scrip-test-documents", poolSize: 4 });
const books = bookStore((version) => loadCatalog(homes.organizations, version));
const ledger = openLedger({ url: homeUrls.organizations, books, lanes: 1 });
const deps = { homes, books, ledger };
const crash = parseCrashAt(point);
if (crash !== null) crashAt(crash);
await Promise.all(
  attempts.map(async (refId) => {
    await pay(deps, orgId, refId, BigInt(gross));
    await issueDocument(deps, { orgId, kind: "issue_document", refId });
  }),
);
await ledger.close();
await homes.close();

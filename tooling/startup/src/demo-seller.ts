import { saveSeller, sellerOf } from "@scrip/db/billing";
import { type Homes, inPlatform } from "@scrip/db/connection";

/** Who sells in the demo. It collects no tax, so that the prices of the demo are those of the catalog. */
const DEMO_SELLER = {
  name: "Demo Compute, Inc.",
  address: ["1 Market Street", "San Francisco, CA 94105"],
  country: "US",
  taxIds: [],
  rates: [],
  prefix: "DEMO",
};

/** Enters the seller of the demo, so that its payments have receipts, unless an operator entered one. Safe to repeat. */
export async function prepareDemoSeller({ platform }: Homes): Promise<void> {
  await inPlatform(platform, async (tx) => {
    if ((await sellerOf(tx)) === null) await saveSeller(tx, DEMO_SELLER);
  });
}

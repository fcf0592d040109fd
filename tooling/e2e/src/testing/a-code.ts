import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { aPage } from "./a-page.ts";
import type { Server } from "./a-server.ts";
import { anOperator } from "./an-operator.ts";
import { callAs } from "./call-as.ts";

interface WantedCampaign {
  /** Dollars of one redemption, such as `12.50`. */
  readonly amount: string;
  readonly creditDays?: number;
  readonly uses?: number;
  /** ISO text. */
  readonly validUntil?: string;
  readonly plans?: readonly string[];
}

/** Makes a campaign with one code, as an operator does. @returns the text of the code */
export async function aCode(server: Server, { amount, ...wanted }: WantedCampaign): Promise<string> {
  const as = await anOperator(server, "Olga Operator");
  const { page } = await aPage(server, { as });
  await page.goto("/operators/campaigns");
  const name = "A campaign of a test";
  const offer = { uses: 1, maxCodes: 1, ...wanted, name, amount: String(usd(amount)), reason: "A browser test" };
  const terms = { ...offer, idempotencyKey: randomUUID() };
  const made = await callAs(page, "mutation", "campaigns.create", terms);
  const { campaign } = made.data as { readonly campaign: string };
  const { data } = await callAs(page, "mutation", "codes.create", { campaign, count: 1 });
  return (data as { readonly codes: readonly string[] }).codes[0] ?? "";
}

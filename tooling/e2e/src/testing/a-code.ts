import { randomUUID } from "node:crypto";
import { usd } from "@scrip/domain/money";
import type { SignedInPerson } from "./a-person.ts";
import type { Server } from "./a-server.ts";
import { anOperator } from "./an-operator.ts";

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
  const name = "A campaign of a test";
  const offer = { uses: 1, maxCodes: 1, ...wanted, name, amount: String(usd(amount)), reason: "A browser test" };
  const terms = { ...offer, idempotencyKey: randomUUID() };
  const { campaign } = await mutate<{ readonly campaign: string }>(server, as, "campaigns.create", terms);
  const made = await mutate<{ readonly codes: readonly string[] }>(server, as, "codes.create", { campaign, count: 1 });
  return made.codes[0] ?? "";
}

/** Makes a call as a page of the person does. */
async function mutate<Data>(
  { url }: Server,
  { cookie }: SignedInPerson,
  procedure: string,
  input: object,
): Promise<Data> {
  const headers = { cookie, "x-scrip-client": "web", "content-type": "application/json" };
  const answer = await fetch(`${url}/trpc/${procedure}`, { method: "POST", headers, body: JSON.stringify(input) });
  if (!answer.ok) throw new Error(`${procedure}: ${answer.status} ${await answer.text()}`);
  const { result } = (await answer.json()) as { readonly result: { readonly data: Data } };
  return result.data;
}

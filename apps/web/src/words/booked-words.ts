import { sourceWords } from "@scrip/domain/activity";
import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../data/trpc.ts";

type BookedSum = Answers["activity"]["booked"]["sums"][number];
type Kind = BookedSum["kind"];

const NET_WORDS: Partial<Record<Kind, string>> = {
  grant_expired: "expired",
  grant_revoked: "revoked",
  grant_reinstated: "reinstated",
  debt_forgiven: "debt forgiven",
};

const USED: readonly Kind[] = ["settled", "charged"];
const RELEASED: readonly Kind[] = ["hold_released", "hold_voided", "hold_expired"];

/**
 * What happened to the credit, in words: `+$20.00 plan credit`, `−$7.27 expired`, `3 holds released`. Holds that were
 * placed and then used are not listed, since they moved no credit.
 * @returns an empty list if nothing of that was booked
 */
export function bookedWords(sums: readonly BookedSum[]): string[] {
  const added = sums.filter(({ kind }) => kind === "grant_issued");
  const words = added.map(
    ({ source, net }) => `${signed(net)} ${source === null ? "" : `${sourceWords(source)} `}credit`,
  );
  const used = netOf(sums, USED);
  if (used !== 0n) words.push(`${signed(used)} used`);
  for (const kind of Object.keys(NET_WORDS) as Kind[]) {
    const net = netOf(sums, [kind]);
    if (net !== 0n) words.push(`${signed(net)} ${NET_WORDS[kind]}`);
  }
  const released = sums.filter(({ kind }) => RELEASED.includes(kind)).reduce((count, sum) => count + sum.count, 0);
  if (released > 0)
    words.push(released === 1 ? "1 hold released" : `${released.toLocaleString("en-US")} holds released`);
  return words;
}

const netOf = (sums: readonly BookedSum[], kinds: readonly Kind[]): bigint =>
  sums.filter(({ kind }) => kinds.includes(kind)).reduce((net, sum) => net + BigInt(sum.net), 0n);

const signed = (net: string | bigint): string => {
  const text = showUsd(BigInt(net), "nearest");
  return text.startsWith("−") ? text : `+${text}`;
};

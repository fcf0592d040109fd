import type { MoneyProps } from "../../../components/ui/money.tsx";
import type { Answers } from "../../../data/trpc.ts";

type Sum = Answers["activity"]["sum"];

/** A part of the line of sums. */
export interface SumPart {
  readonly name: string;
  /** How the part continues the line. A part without a mark begins a new one. */
  readonly mark?: "+" | "−" | "=";
  /** `null` until it is known. */
  readonly micros: string | null;
  readonly tone?: NonNullable<MoneyProps["tone"]>;
  readonly isTotal?: boolean;
}

/**
 * The parts of the line of sums: added - used - expired and revoked = total. If the entries lead to a balance, the line
 * goes on with its parts: available + on hold - owed.
 * @param sum `undefined` until it is known
 * @param hasBalance whether the entries are all that can change the balance
 * @param hasBeginning whether they go back to the first one; otherwise the line begins with the balance before
 */
export function sumParts(sum: Sum | undefined, { hasBalance, hasBeginning }: Ends): readonly SumPart[] {
  const isAfterBalance = hasBalance && !hasBeginning;
  const changes: SumPart[] = [
    { name: "Credit added", micros: sum?.added ?? null, ...(isAfterBalance && { mark: "+" }) },
    { name: "Used", mark: "−", micros: sum?.used ?? null },
    { name: "Expired and revoked", mark: "−", micros: sum?.lost ?? null },
  ];
  if (!hasBalance) return [...changes, total("Total", sum?.total)];
  const { opening, closing } = sum?.ends ?? {};
  const parts: SumPart[] = [
    { name: "Of it available", micros: closing?.available ?? null },
    { name: "On hold", mark: "+", micros: closing?.reserved ?? null },
    { name: "Owed", mark: "−", micros: closing?.owed ?? null, tone: (closing?.owed ?? "0") === "0" ? "plain" : "bad" },
  ];
  if (hasBeginning) return [...changes, total("Total", closing?.total), ...parts];
  const before = { name: "Balance before", micros: opening?.total ?? null };
  return [before, ...changes, total("Balance after", closing?.total), ...parts];
}

/** Where the entries of the sums begin and lead to. */
export interface Ends {
  readonly hasBalance: boolean;
  readonly hasBeginning: boolean;
}

const total = (name: string, micros: string | undefined): SumPart => ({
  name,
  mark: "=",
  micros: micros ?? null,
  isTotal: true,
});

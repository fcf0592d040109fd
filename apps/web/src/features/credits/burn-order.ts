import { compareBurn } from "@scrip/domain/ledger";
import type { Answers } from "../../data/trpc.ts";

/** A grant, and where its credit is. */
export type Grant = Answers["grants"]["list"]["grants"][number];

/** The grants in the order in which work uses their credit. */
export const inBurnOrder = (grants: readonly Grant[]): Grant[] =>
  [...grants].sort((a, b) => compareBurn(burnKey(a), burnKey(b)));

/** The grant that work uses next: the first with credit that is neither used nor on hold. */
export const usedNext = (inOrder: readonly Grant[]): Grant | undefined =>
  inOrder.find(({ available }) => BigInt(available) > 0n);

const burnKey = ({ grant, kind, effectiveAt, expiresAt }: Grant) => ({
  id: grant,
  kind,
  effectiveAt: Date.parse(effectiveAt),
  expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
});

import { GrantLabel } from "../../../components/activity/grant-name.tsx";
import { Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Explained } from "./entry-words.ts";
import { sumOf } from "./figure-words.ts";
import { Part } from "./part.tsx";

interface GrantPartsProps {
  readonly title: string;
  readonly parts: Explained["paidBy"];
  /** The amount that no grant covered. */
  readonly owed?: string | undefined;
}

/** The amount that each grant gave or got back, in burn order. */
export function GrantParts({ title, parts, owed }: GrantPartsProps) {
  if (parts.length === 0 && owed === undefined) return null;
  const lines = parts.map(({ grant, source, kind, expiresAt, amount }) => ({
    key: grant,
    label: <GrantLabel grant={grant} source={source} kind={kind} />,
    note: expiresAt === null ? "never expires" : <Expiry at={expiresAt} />,
    figures: [<Money key="amount" micros={amount} kind="exact" />],
  }));
  if (owed !== undefined)
    lines.push({
      key: "owed",
      label: <>Not covered by credit</>,
      note: "owed",
      figures: [<Money key="amount" micros={owed} kind="exact" tone="bad" />],
    });
  const together = sumOf(owed === undefined ? parts : [...parts, { amount: owed }]);
  const total = {
    key: "total",
    label: "Together",
    isTotal: true,
    figures: [<Money key="sum" micros={together} kind="exact" />],
  };
  return (
    <Part title={title}>
      <Figures label={title} lines={lines.length > 1 ? [...lines, total] : lines} />
    </Part>
  );
}

export const Expiry = ({ at }: { readonly at: string }) => (
  <>
    expires <Time at={at} look="moment" />
  </>
);

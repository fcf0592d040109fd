import { GrantLabel } from "../../../components/activity/grant-name.tsx";
import { type FigureLine, Figures } from "../../../components/ui/figures.tsx";
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
  const lines: FigureLine[] = parts.map(({ grant, source, kind, expiresAt, amount }) => ({
    key: grant,
    label: <GrantLabel grant={grant} source={source} kind={kind} />,
    note: expiresAt === null ? "never expires" : <Expiry at={expiresAt} />,
    amounts: [{ micros: amount }],
  }));
  if (owed !== undefined)
    lines.push({
      key: "owed",
      label: <>Not covered by credit</>,
      note: "owed",
      amounts: [{ micros: owed, tone: "bad" }],
    });
  const together = sumOf(owed === undefined ? parts : [...parts, { amount: owed }]);
  const total: FigureLine = { key: "total", label: "Together", isTotal: true, amounts: [{ micros: together }] };
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

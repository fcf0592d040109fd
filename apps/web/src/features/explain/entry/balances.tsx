import { Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Explained } from "../parts/entry-words.ts";
import { Part } from "../parts/part.tsx";

const LINES = [
  { key: "available", label: "Available" },
  { key: "reserved", label: "Reserved" },
  { key: "owed", label: "Owed" },
] as const;

/** The balance before and after the entry. */
export function Balances({
  before,
  after,
}: {
  readonly before: Explained["before"];
  readonly after: Explained["before"];
}) {
  return (
    <Part title="Balance">
      <Figures
        label="Balance before and after"
        columns={["Before", "After"]}
        lines={LINES.map(({ key, label }) => ({
          key,
          label,
          figures: [
            <Money key="before" micros={before[key]} kind="exact" tone="muted" />,
            <Money
              key="after"
              micros={after[key]}
              kind="exact"
              tone={key === "owed" && after.owed !== "0" ? "bad" : "plain"}
            />,
          ],
        }))}
      />
    </Part>
  );
}

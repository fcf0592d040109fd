import { Figures } from "../../../components/ui/figures.tsx";
import type { Explained } from "../parts/entry-words.ts";
import { Part } from "../parts/part.tsx";

const LINES = [
  { key: "available", label: "Available" },
  { key: "reserved", mark: "+", label: "On hold" },
  { key: "owed", mark: "−", label: "Owed" },
  { key: "total", mark: "=", label: "Balance", isTotal: true },
] as const;

/** The balance before and after the entry, and its parts. */
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
        lines={LINES.map((line) => ({
          ...line,
          amounts: [
            { micros: before[line.key], tone: "muted" },
            { micros: after[line.key], tone: line.key === "owed" && after.owed !== "0" ? "bad" : "plain" },
          ],
        }))}
      />
    </Part>
  );
}

import { type ActivityLine, lineAmount } from "../../words/line-words.ts";
import { type AmountLink, Money } from "../ui/money.tsx";

interface LineMoneyProps {
  readonly line: Pick<ActivityLine, "kind" | "net" | "reservedBy">;
  /** The explanation of the amount. */
  readonly link?: AmountLink;
}

/** The amount of a line: with its sign if it changed the balance, in grey if it was only put on hold or released. */
export function LineMoney({ line, link }: LineMoneyProps) {
  const { of, micros } = lineAmount(line);
  const linked = link !== undefined && { link };
  if (of === "net") return <Money micros={micros} sign="always" tone="auto" {...linked} />;
  return <Money micros={micros} tone="muted" {...linked} />;
}

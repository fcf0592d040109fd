import { sourceWords } from "@scrip/domain/activity";
import { STATEMENT_PART_WORDS } from "@scrip/domain/billing/statement";
import { Card } from "../../../components/ui/card.tsx";
import { type FigureLine, Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import type { Statement, StatementAmounts } from "./statement-query.ts";

/** The whole month: opening balance, what came and went, closing balance. A phone has the kinds of credit below a line. */
export function Summary({ statement: { opening, sums, lines, closing } }: { readonly statement: Statement }) {
  const isPhone = useIsPhone();
  const line = isPhone ? narrowLine : wideLine;
  const parts = sums.flatMap(({ part, amounts }) =>
    part === "added"
      ? lines
          .filter((each) => each.part === "added")
          .map((each) => line(`added ${each.source}`, addedWords(each.source), each.amounts))
      : [line(part, STATEMENT_PART_WORDS[part], amounts)],
  );
  const all = [
    { ...line("opening", "Opening balance", opening, "never"), isTotal: false },
    ...parts,
    { ...line("closing", "Closing balance", closing, "never"), isTotal: true },
  ];
  return (
    <Card title="Credit of the month">
      {isPhone ? (
        <Figures label="Credit of the month" lines={all} />
      ) : (
        <Figures label="Credit of the month" columns={["Promotional", "Paid", "Owed", "In all"]} lines={all} />
      )}
    </Card>
  );
}

function addedWords(source: string | null): string {
  return source === null ? STATEMENT_PART_WORDS.added : `${STATEMENT_PART_WORDS.added}, ${sourceWords(source)}`;
}

type SignOf = "always" | "never";

function wideLine(key: string, label: string, amounts: StatementAmounts, sign: SignOf = "always"): FigureLine {
  const micros = [amounts.promotional, amounts.paid, amounts.owed, amounts.worth];
  return { key, label, amounts: micros.map((each) => ({ micros: each, sign: sign === "never" ? "auto" : sign })) };
}

function narrowLine(key: string, label: string, amounts: StatementAmounts, sign: SignOf = "always"): FigureLine {
  const kinds = [
    { name: "promotional", micros: amounts.promotional },
    { name: "paid", micros: amounts.paid },
    { name: "owed", micros: amounts.owed },
  ].filter(({ micros }) => BigInt(micros) !== 0n);
  const shown = sign === "never" ? "auto" : sign;
  return {
    key,
    label,
    amounts: [{ micros: amounts.worth, sign: shown }],
    ...(kinds.length > 0 && {
      note: (
        <span className="flex flex-wrap gap-x-3">
          {kinds.map(({ name, micros }) => (
            <span key={name} className="whitespace-nowrap">
              {name} <Money micros={micros} kind="exact" sign={shown} />
            </span>
          ))}
        </span>
      ),
    }),
  };
}

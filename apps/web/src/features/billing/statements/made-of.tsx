import { Card } from "../../../components/ui/card.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import type { Statement } from "./statement-query.ts";

const DAY_MS = 86_400_000;

/** The entries of the ledger that the statement adds up, with the hash that proves them. */
export function MadeOf({ org, statement }: { readonly org: string; readonly statement: Statement }) {
  const { entries, from, until } = statement;
  if (entries === null) return null;
  const range = `${entries.first.toLocaleString("en-US")} to ${entries.last.toLocaleString("en-US")}`;
  const last = new Date(Date.parse(until) - DAY_MS).toISOString();
  return (
    <Card title="Made of">
      <DescriptionList
        items={[
          {
            name: "Entries",
            value: (
              <TextLink
                to="/o/$org/activity"
                params={{ org }}
                search={{ from: from.slice(0, 10), to: last.slice(0, 10), holds: "shown" } as never}
              >
                {range}
              </TextLink>
            ),
          },
          {
            name: "SHA-256 of the last one",
            value: (
              <span className="inline-flex items-center gap-1">
                <span className="font-mono text-12 break-all">{entries.hash}</span>
                <CopyButton text={entries.hash} label="Copy the hash" />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}

import { entryLink } from "../../../components/activity/entry-link.ts";
import { KindBadge } from "../../../components/activity/grant-name.tsx";
import { LineMoney } from "../../../components/activity/line-money.tsx";
import { LineTitle } from "../../../components/activity/line-title.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Column, RowLink } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { type ActivityLine, lineAmount } from "../../../words/line-words.ts";
import { resourceWords } from "../../../words/resource-words.ts";

interface Shown {
  readonly org: string;
  /** On a phone the whole row is one link, so the job in it is only text. */
  readonly isPhone: boolean;
  /** Whether the lines add up. If lines in between are left out, a balance would not follow from the line below. */
  readonly hasBalance: boolean;
}

/** The columns of the history. */
export function columnsOf({ org, isPhone, hasBalance }: Shown): readonly Column<ActivityLine>[] {
  const columns: readonly Column<ActivityLine>[] = [
    { key: "at", header: "Time", width: "3.5rem", phone: "detail", cell: ({ at }) => <When at={at} /> },
    {
      key: "what",
      header: "What",
      width: "minmax(0,1.2fr)",
      phone: "title",
      cell: (line) => <LineTitle line={line} />,
    },
    {
      key: "job",
      header: "For",
      width: "minmax(0,1.3fr)",
      phone: "detail",
      cell: (line) => (isPhone ? <AboutInShort line={line} /> : <About org={org} line={line} />),
    },
    {
      key: "labels",
      header: "Resource, project, member",
      width: "minmax(0,1.5fr)",
      needs: "middle",
      phone: "none",
      cell: (line) => <Labels line={line} />,
    },
    {
      key: "amount",
      header: "Amount",
      width: "7rem",
      align: "end",
      phone: "value",
      micros: (line) => lineAmount(line).micros,
      cell: (line) => <LineMoney line={line} />,
    },
  ];
  return hasBalance ? [...columns, BALANCE] : columns;
}

/** Available + on hold - owed, after the entry. */
const BALANCE: Column<ActivityLine> = {
  key: "balance",
  header: "Balance",
  width: "7rem",
  align: "end",
  phone: "note",
  micros: ({ balance }) => balance.total,
  cell: ({ balance: { total } }) => <Money micros={total} tone={total.startsWith("-") ? "bad" : "plain"} />,
};

/** A row opens its explanation in the drawer. */
export const explained = ({ seq }: ActivityLine): RowLink => entryLink(seq);

const When = ({ at }: { readonly at: string }) => (
  <span className="text-muted">
    <Time at={at} look="clock" />
  </span>
);

/** The job of a line, or the kind of its grant. */
function About({ org, line: { job, grant } }: { readonly org: string; readonly line: ActivityLine }) {
  if (job !== null)
    return (
      <TextLink to="/o/$org/jobs/$job" params={{ org, job }} isQuiet>
        {job}
      </TextLink>
    );
  if (grant === null) return null;
  return <KindBadge kind={grant.kind} />;
}

function AboutInShort({ line }: { readonly line: ActivityLine }) {
  if (line.job !== null) return line.job;
  if (line.grant !== null) return line.grant.kind === "paid" ? "Paid" : "Promotional";
  return <Labels line={line} />;
}

function Labels({ line: { resource, project, member } }: { readonly line: ActivityLine }) {
  const known = [resource && resourceWords(resource), project, member].filter((label) => label !== null);
  return <span className="text-13 text-muted">{known.join(" · ")}</span>;
}

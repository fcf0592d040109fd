import { Badge } from "../ui/badge.tsx";
import type { Column } from "../ui/table-props.ts";
import { Time } from "../ui/time.tsx";
import type { AuditLine } from "./audit-line.ts";
import { actionWords, actorWords, targetWords } from "./audit-words.ts";

const quiet = (text: string | null) => <span className="text-muted">{text ?? "–"}</span>;

/** The outcome of an entry. What was done needs no colour. */
export const Outcome = ({ outcome }: Pick<AuditLine, "outcome">) =>
  outcome === "denied" ? <Badge tone="bad">Denied</Badge> : <Badge>Done</Badge>;

export const AUDIT_COLUMNS: readonly Column<AuditLine>[] = [
  {
    key: "time",
    header: "Time",
    width: "4rem",
    phone: "value",
    cell: ({ at }) => (
      <span className="text-muted">
        <Time at={at} look="clock" />
      </span>
    ),
  },
  { key: "what", header: "What", phone: "title", width: "minmax(0, 1.8fr)", cell: ({ action }) => actionWords(action) },
  { key: "who", header: "Who", phone: "detail", width: "minmax(0, 1fr)", cell: actorWords },
  {
    key: "about",
    header: "About",
    phone: "none",
    width: "minmax(0, 1.1fr)",
    needs: "small",
    cell: (line) => quiet(targetWords(line)),
  },
  {
    key: "from",
    header: "From",
    phone: "none",
    width: "8rem",
    needs: "middle",
    cell: ({ details }) => quiet(typeof details?.address === "string" ? details.address : null),
  },
  { key: "outcome", header: "Outcome", phone: "note", width: "5rem", cell: Outcome },
];

import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { sizeWords, volumesWords } from "../../../words/size-words.ts";
import type { ResourceStorage } from "./storage-query.ts";
import { projectWords } from "./storage-words.ts";

type Project = ResourceStorage["projects"][number];

const COLUMNS: readonly Column<Project>[] = [
  {
    key: "project",
    header: "Project",
    phone: "title",
    width: "minmax(0, 1.5fr)",
    cell: ({ project }) => projectWords(project),
  },
  {
    key: "volumes",
    header: "Volumes",
    phone: "note",
    width: "minmax(0, 1fr)",
    cell: ({ volumes }) => <span className="text-muted figures">{volumesWords(volumes)}</span>,
  },
  {
    key: "size",
    header: "Stored now",
    align: "end",
    phone: "detail",
    width: "minmax(0, 1fr)",
    cell: ({ bytes }) => <span className="figures">{sizeWords(bytes)}</span>,
  },
  {
    key: "amount",
    header: "Charged",
    align: "end",
    phone: "value",
    width: "minmax(5rem, 1fr)",
    micros: ({ amount }) => amount,
    cell: ({ amount }) => <Money micros={amount} label="Charged" />,
  },
];

/** What each project stores now, and what it was charged in the month. */
export function ProjectsTable({ projects }: { readonly projects: readonly Project[] }) {
  return (
    <div className="-mx-4 -mb-4 border-t border-line">
      <Table
        label="Storage by project"
        look="plain"
        columns={COLUMNS}
        rows={projects}
        rowKey={({ project }) => project ?? ""}
      />
    </div>
  );
}

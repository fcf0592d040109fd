import { Ban } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Expiry, KeyName, LastUse } from "../../../components/keys/key-cells.tsx";
import { makerWords, scopesInWords } from "../../../components/keys/key-words.ts";
import { IconButton } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import type { Answers } from "../../../data/trpc.ts";

/** A service key of the platform. */
export type PlatformKey = Answers["platformKeys"]["list"]["keys"][number];

interface PlatformKeyTableProps {
  readonly keys: readonly PlatformKey[];
  readonly isLoading: boolean;
  readonly onRevoke: (key: PlatformKey) => void;
  readonly empty: ReactNode;
}

/** The service keys of the platform. */
export function PlatformKeyTable({ keys, isLoading, onRevoke, empty }: PlatformKeyTableProps) {
  const columns = useMemo(() => columnsWith(onRevoke), [onRevoke]);
  return (
    <Table
      label="Platform keys"
      columns={columns}
      rows={keys}
      rowKey={({ key }) => key}
      isLoading={isLoading}
      skeletonRows={3}
      empty={empty}
    />
  );
}

const columnsWith = (onRevoke: PlatformKeyTableProps["onRevoke"]): readonly Column<PlatformKey>[] => [
  { key: "name", header: "Name", phone: "title", width: "minmax(0, 1.6fr)", cell: (key) => <KeyName {...key} /> },
  {
    key: "scopes",
    header: "Allowed to",
    phone: "none",
    width: "minmax(0, 1.4fr)",
    needs: "small",
    cell: ({ scopes }) => <span className="block truncate">{scopesInWords(scopes)}</span>,
  },
  {
    key: "reach",
    header: "Reaches",
    phone: "detail",
    width: "minmax(0, 1fr)",
    cell: ({ orgs }) => <span className="text-muted">{reachWords(orgs)}</span>,
  },
  {
    key: "ceiling",
    header: "Ceiling per day",
    phone: "none",
    width: "8rem",
    needs: "middle",
    cell: ({ dailyCeiling }) =>
      dailyCeiling === null ? <span className="text-muted">None</span> : <Money micros={dailyCeiling} />,
  },
  {
    key: "used",
    header: "Last used",
    phone: "note",
    width: "7rem",
    needs: "small",
    cell: (key) => <LastUse {...key} />,
  },
  {
    key: "state",
    header: "Expires",
    phone: "none",
    width: "6.5rem",
    needs: "middle",
    cell: (key) => <Expiry {...key} />,
  },
  {
    key: "maker",
    header: "Made by",
    phone: "none",
    width: "minmax(0, 0.8fr)",
    needs: "middle",
    cell: ({ madeBy }) => <span className="text-muted">{makerWords(madeBy)}</span>,
  },
  {
    key: "actions",
    header: "Actions",
    align: "end",
    phone: "value",
    width: "3.5rem",
    cell: (key) =>
      key.state === "valid" && <IconButton icon={Ban} label={`Revoke ${key.name}`} onClick={() => onRevoke(key)} />,
  },
];

function reachWords(orgs: PlatformKey["orgs"]): string {
  if (orgs === null) return "All organizations";
  return orgs.length === 1 ? "1 organization" : `${orgs.length} organizations`;
}

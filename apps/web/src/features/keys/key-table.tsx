import { Ban, Gauge, MoreHorizontal, Pencil } from "lucide-react";
import { useMemo } from "react";
import { Expiry, KeyName, LastUse } from "../../components/keys/key-cells.tsx";
import { type Key, makerWords, scopesInWords } from "../../components/keys/key-words.ts";
import { IconButton } from "../../components/ui/button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { CeilingCell } from "./ceiling-cell.tsx";

/** What a person may do with a key. */
export type KeyAct = "rename" | "limit" | "revoke";

interface KeyTableProps {
  readonly keys: readonly Key[];
  readonly isLoading: boolean;
  readonly onAct: (act: KeyAct, key: Key) => void;
  readonly empty: React.ReactNode;
}

/** The service keys of an organization. */
export function KeyTable({ keys, isLoading, onAct, empty }: KeyTableProps) {
  const columns = useMemo(() => columnsWith(onAct), [onAct]);
  return (
    <Table
      label="Service keys"
      columns={columns}
      rows={keys}
      rowKey={({ key }) => key}
      isLoading={isLoading}
      skeletonRows={3}
      empty={empty}
    />
  );
}

const columnsWith = (onAct: KeyTableProps["onAct"]): readonly Column<Key>[] => [
  { key: "name", header: "Name", phone: "title", width: "minmax(0, 1.6fr)", cell: (key) => <KeyName {...key} /> },
  {
    key: "scopes",
    header: "Allowed to",
    phone: "none",
    width: "minmax(0, 1.2fr)",
    needs: "small",
    cell: ({ scopes }) => <span className="whitespace-normal">{scopesInWords(scopes)}</span>,
  },
  {
    key: "ceiling",
    header: "Used today",
    phone: "detail",
    width: "minmax(0, 1.2fr)",
    cell: (key) => (key.state === "valid" ? <CeilingCell {...key} /> : <span className="text-muted">–</span>),
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
    cell: (key) => key.state === "valid" && <Actions apiKey={key} onAct={onAct} />,
  },
];

function Actions({ apiKey, onAct }: { readonly apiKey: Key; readonly onAct: KeyTableProps["onAct"] }) {
  const act = (name: KeyAct) => () => onAct(name, apiKey);
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={MoreHorizontal} label={`Actions for ${apiKey.name}`} />}
      sections={[
        {
          key: "change",
          items: [
            { key: "rename", label: "Rename", icon: Pencil, onSelect: act("rename") },
            { key: "limit", label: "Set the ceiling", icon: Gauge, onSelect: act("limit") },
          ],
        },
        { key: "end", items: [{ key: "revoke", label: "Revoke", icon: Ban, tone: "bad", onSelect: act("revoke") }] },
      ]}
    />
  );
}

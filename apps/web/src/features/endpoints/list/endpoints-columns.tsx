import { UsedByEndpoint } from "../../../components/endpoints/used-by-endpoint.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { usedByEndpoint } from "../../../words/accrued-by-endpoint.ts";
import { workloadWords } from "../../../words/resource-words.ts";
import type { Endpoint } from "../endpoint.ts";
import { EndpointStateBadge } from "../endpoint-state.tsx";

const quiet = (text: string | null) => <span className="text-muted">{text ?? "–"}</span>;

/** Since when it runs, or when it was stopped. */
const Since = ({ endpoint }: { readonly endpoint: Endpoint }) => <Time at={endpoint.stoppedAt ?? endpoint.startedAt} />;

const COLUMNS: readonly Column<Endpoint>[] = [
  { key: "endpoint", header: "Endpoint", phone: "title", width: "minmax(0, 1.5fr)", cell: ({ endpoint }) => endpoint },
  {
    key: "state",
    header: "State",
    phone: "note",
    width: "7rem",
    cell: (endpoint) => <EndpointStateBadge endpoint={endpoint} />,
  },
  {
    key: "work",
    header: "Hardware",
    phone: "detail",
    width: "minmax(0, 1.4fr)",
    cell: workloadWords,
  },
  {
    key: "project",
    header: "Project",
    phone: "none",
    width: "minmax(0, 1fr)",
    needs: "wide",
    cell: ({ project }) => quiet(project),
  },
  {
    key: "since",
    header: "Since",
    phone: "none",
    width: "7rem",
    needs: "middle",
    cell: (endpoint) => <Since endpoint={endpoint} />,
  },
  {
    key: "pace",
    header: "Per hour",
    align: "end",
    phone: "none",
    width: "5.5rem",
    needs: "small",
    micros: ({ state, perHour }) => (state === "running" ? perHour : null),
    cell: ({ state, perHour }) => (state === "running" ? <Money micros={perHour} /> : quiet(null)),
  },
  {
    key: "used",
    header: "Used",
    align: "end",
    phone: "value",
    width: "6.5rem",
    micros: usedByEndpoint,
    cell: (endpoint) => <UsedByEndpoint endpoint={endpoint} />,
  },
];

const HardwareSince = ({ endpoint }: { readonly endpoint: Endpoint }) => (
  <>
    {workloadWords(endpoint)} · <Since endpoint={endpoint} />
  </>
);

const ON_PHONE: readonly Column<Endpoint>[] = COLUMNS.filter(({ key }) => key !== "since").map((column) =>
  column.key === "work" ? { ...column, cell: (endpoint) => <HardwareSince endpoint={endpoint} /> } : column,
);

/** The columns of the list of endpoints. */
export const endpointsColumns = (isPhone: boolean): readonly Column<Endpoint>[] => (isPhone ? ON_PHONE : COLUMNS);

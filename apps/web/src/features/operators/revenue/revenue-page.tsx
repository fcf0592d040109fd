import { ACCOUNT_WORDS } from "@scrip/domain/billing/revenue";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useState } from "react";
import { buttonLook } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Figures } from "../../../components/ui/figures.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { stringifySearch } from "../../../data/search.ts";
import { type Answers, useTRPC } from "../../../data/trpc.ts";
import { monthWords } from "../../../words/month-words.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { monthBefore, revenueMonths } from "./revenue-months.ts";

type Report = Answers["operators"]["revenue"];

const route = getRouteApi("/operators/revenue");

/** The months that the list offers: three years. */
const MONTHS = 36;

/** The revenue of a month for accountants: each account from its opening to its closing balance. */
export function RevenuePage() {
  const [now] = useState(() => Date.now());
  const months = revenueMonths(now, MONTHS);
  const { month = monthBefore(months[0] ?? "") } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(useTRPC().operators.revenue.queryOptions({ month }));
  const shown = months.includes(month) ? months : [month, ...months];
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <p className="max-w-[60ch] text-14 text-pretty text-muted">
          What was sold, earned and expired in a calendar month (UTC), over all organizations. Each account leads from
          its opening to its closing balance, to the micro-dollar.
        </p>
        <div className="flex gap-2">
          <NativeSelect
            label="Month"
            value={month}
            options={shown.map((each) => ({ value: each, label: monthWords(each) }))}
            onChange={(next) => void navigate({ search: { month: next } })}
          />
          <a href={`/download/revenue.csv${stringifySearch({ month })}`} download className={buttonLook()}>
            <Download aria-hidden="true" size={16} strokeWidth={1.75} />
            CSV
            <span className="sr-only">, download the revenue of this month</span>
          </a>
        </div>
      </div>
      {data === undefined && error !== null && (
        <OperatorProblem title="The revenue did not load" error={error} onRetry={() => void refetch()} />
      )}
      {data === undefined && error === null && <Skeleton className="h-96 w-full" />}
      {data !== undefined && <Accounts report={data} />}
    </>
  );
}

function Accounts({ report }: { readonly report: Report }) {
  const { accounts, organizations, onTestClocks, isClosed, bought, purchases, subscriptions, refunds } = report;
  const payments = [
    { key: "purchases", label: "Payments for credit", sums: purchases },
    { key: "subscriptions", label: "Payments for plans", sums: subscriptions },
    { key: "refunds", label: "Paid back", sums: refunds },
  ];
  const ties = bought === purchases.net;
  return (
    <>
      {accounts.map(({ account, opening, lines, closing }) => (
        <Card key={account} title={ACCOUNT_WORDS[account]}>
          <Figures
            label={ACCOUNT_WORDS[account]}
            lines={[
              { key: "opening", label: "Opening balance", amounts: [{ micros: opening }] },
              ...lines.map(({ label, amount }) => ({
                key: label,
                label,
                amounts: [{ micros: amount, sign: "always" as const }],
              })),
              { key: "closing", label: "Closing balance", amounts: [{ micros: closing }], isTotal: true },
            ]}
          />
        </Card>
      ))}
      <Card title="Payments">
        <Figures
          label="Payments"
          columns={["Net", "Tax", "Gross"]}
          lines={payments.map(({ key, label, sums }) => ({
            key,
            label,
            note: `${sums.count.toLocaleString("en-US")} ${sums.count === 1 ? "payment" : "payments"}`,
            amounts: [{ micros: sums.net }, { micros: sums.tax }, { micros: sums.gross }],
          }))}
        />
        <p className="mt-3 text-13 text-pretty text-muted">
          {ties
            ? "The credit that purchases gave is the net of their payments."
            : "The credit that purchases gave is not the net of their payments. Run `scrip verify`."}
        </p>
      </Card>
      <p className="text-13 text-pretty text-muted">
        {organizations.toLocaleString("en-US")} {organizations === 1 ? "organization" : "organizations"}.{" "}
        {onTestClocks > 0 && `${onTestClocks.toLocaleString("en-US")} on test clocks are left out. `}
        {!isClosed && "The month goes on, so these are its figures so far."}
      </p>
    </>
  );
}

import { monthSpan } from "@scrip/domain/billing/statement";
import { createFileRoute } from "@tanstack/react-router";
import { prefetch } from "../../../../data/trpc.ts";
import { StatementPage } from "../../../../features/billing/statements/statement-page.tsx";
import { statementQuery } from "../../../../features/billing/statements/statement-query.ts";
import { monthWords } from "../../../../words/month-words.ts";

export const Route = createFileRoute("/o/$org/statements/$month")({
  staticData: { title: ({ month = "" }) => monthWords(month) },
  loader: ({ params: { org, month } }) => {
    if (monthSpan(month) !== null) prefetch(statementQuery(org, month));
  },
  component: StatementPage,
});

import { revenueInput } from "@scrip/contract/operators/revenue";
import { ACCOUNT_WORDS, type PaymentSums, revenueLineWords } from "@scrip/domain/billing/revenue";
import { type RevenueReport, revenueOfMonth } from "@scrip/usecases/billing/revenue/revenue-of-month";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { type Cell, csvOf } from "../csv/serve-csv.ts";
import { operatorOf } from "../trpc/operator-of.ts";
import type { Request } from "../trpc/request.ts";

/** Where the revenue of a month is as a file. */
export const REVENUE_PATH = "/download/revenue.csv";

/** The cost of the file. */
export const REVENUE_COST = "report";

/**
 * Serves an operator the revenue of a month as a file. The query has the month.
 * @param open identifies the sender of a request
 * @source docs/rules.md#revenue
 */
export function serveRevenue(server: FastifyInstance, open: (request: FastifyRequest) => Request): void {
  server.get(REVENUE_PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request);
    const { personId } = await operatorOf(opened, false);
    const parsed = revenueInput.safeParse(request.query);
    if (!parsed.success)
      throw new TRPCError({ code: "BAD_REQUEST", message: "A parameter is wrong.", cause: parsed.error });
    const { month } = parsed.data;
    const report = await opened.gates[REVENUE_COST].through(personId, () => revenueOfMonth(opened.deps, month));
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="revenue-${month.month}.csv"`)
      .send(csvOf(["Account", "Line", "Amount (USD)"], recordsOf(report)));
  });
}

function recordsOf({ accounts, purchases, subscriptions, refunds, bought }: RevenueReport): Cell[][] {
  return [
    ...accounts.flatMap(({ account, opening, lines, closing }) => [
      [ACCOUNT_WORDS[account], "Opening balance", opening],
      ...lines.map((line) => [ACCOUNT_WORDS[account], revenueLineWords(line), line.amount]),
      [ACCOUNT_WORDS[account], "Closing balance", closing],
    ]),
    ...sumsOf("Payments for credit", purchases),
    ["Payments for credit", "Credit given for them, by the entries", bought],
    ...sumsOf("Payments for plans", subscriptions),
    ...sumsOf("Paid back", refunds),
  ];
}

function sumsOf(title: string, { net, tax, gross }: PaymentSums): Cell[][] {
  return [
    [title, "Net", net],
    [title, "Tax", tax],
    [title, "Gross", gross],
  ];
}

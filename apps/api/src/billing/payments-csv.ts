import { downloadPaymentsInput } from "@scrip/contract/billing/payments";
import type { PaymentCursor } from "@scrip/db/read/billing/list-payments";
import { PAYMENT_STATUS_WORDS } from "@scrip/domain/billing/history";
import { type DescribedPayment, listPayments } from "@scrip/usecases/billing/history/list-payments";
import { csvText } from "../csv/csv-text.ts";
import { type Cell, type CsvFile, PAGE_LINES } from "../csv/serve-csv.ts";

const COLUMNS: readonly (readonly [string, (payment: DescribedPayment) => Cell])[] = [
  ["Time (UTC)", ({ at }) => new Date(at).toISOString()],
  ["What", ({ description }) => csvText(description)],
  ["Status", ({ status }) => PAYMENT_STATUS_WORDS[status]],
  ["Net (USD)", ({ net }) => net],
  ["Tax (USD)", ({ tax }) => tax],
  ["Amount (USD)", ({ gross }) => gross],
  ["Paid back (USD)", ({ refunded }) => refunded],
  ["Bonus credit (USD)", ({ bonus }) => bonus],
  ["Balance after (USD)", ({ balance }) => balance],
  ["Paid with", ({ paidWith }) => csvText(paidWith)],
  ["Documents", ({ documents }) => csvText(documents.map(({ number }) => number).join(" ") || null)],
  ["Id", ({ id }) => `attempt_${id}`],
];

/**
 * The payments of an organization as a file, the newest first.
 * @source docs/rules.md#csv
 */
export const paymentsCsv: CsvFile<typeof downloadPaymentsInput, PaymentCursor> = {
  path: "/download/payments.csv",
  permission: "billing:read",
  subject: "payments",
  header: COLUMNS.map(([name]) => name),
  input: downloadPaymentsInput,
  lists: [],
  page: async (deps, orgId, _filter, after) => {
    const { payments, next } = await listPayments(deps, orgId, { after, limit: PAGE_LINES });
    return { records: payments.map((payment) => COLUMNS.map(([, of]) => of(payment))), next };
  },
};

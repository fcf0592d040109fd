import type { Answer } from "../../server/answer.ts";
import type { PaymentIntent, TestClock } from "../../wire/objects.ts";
import type { PagesHost } from "../parts/host.ts";
import { readList } from "../parts/read-object.ts";
import { problem, redirect } from "../parts/reply.ts";
import { consolePage } from "./console-page.ts";
import { faultOf, switchesOf } from "./faults.ts";

/** The console: requests, events and deliveries, and the switches that make things go wrong. */
export async function answerConsole(
  host: PagesHost,
  form: URLSearchParams | null,
  search: URLSearchParams,
): Promise<Answer> {
  if (form !== null) return change(host, form);
  const [intents, clocks] = await Promise.all([
    readList<PaymentIntent>(host, "/v1/payment_intents", { limit: 100 }),
    readList<TestClock>(host, "/v1/test_helpers/test_clocks", { limit: 100 }),
  ]);
  return consolePage({
    requests: host.requests().slice(0, MOST),
    events: host.events().slice(-MOST).reverse(),
    deliveries: host.deliveries(),
    switches: host.switches(),
    faults: host.faults(),
    processing: intents.filter(({ status }) => status === "processing"),
    clocks,
    done: search.get("done"),
  });
}

const MOST = 50;

/** Does what a button of the console asks. */
async function change(host: PagesHost, form: URLSearchParams): Promise<Answer> {
  const text = (name: string): string => form.get(name)?.trim() ?? "";
  const acts: Readonly<Record<string, () => unknown>> = {
    resend: () => host.resend(text("event")),
    switches: () => host.setSwitches(switchesOf(form)),
    "add-fault": () => host.addFault(faultOf(form)),
    "clear-faults": () => host.clearFaults(),
    "release-calls": () => host.releaseCalls(),
    succeeds: () => host.settlePayment(text("intent"), "succeeds"),
    fails: () => host.settlePayment(text("intent"), "fails"),
    advance: () => advance(host, text("clock"), Number(text("days"))),
  };
  const act = text("act");
  const run = acts[act];
  if (run === undefined) return problem(400, "Nothing to do", "The form had no button of this page.");
  await run();
  return redirect(`/?done=${act}`);
}

const DAY_S = 24 * 60 * 60;

async function advance(host: PagesHost, id: string, days: number): Promise<void> {
  const clocks = await readList<TestClock>(host, "/v1/test_helpers/test_clocks", { limit: 100 });
  const clock = clocks.find((one) => one.id === id);
  if (clock === undefined) return;
  const frozen_time = clock.frozen_time + Math.round(days * DAY_S);
  await host.call("POST", `/v1/test_helpers/test_clocks/${id}/advance`, { frozen_time });
}

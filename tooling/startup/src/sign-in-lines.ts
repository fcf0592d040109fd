import { DEMO_MEMBER, DEMO_OPERATOR, type DemoPerson } from "./demo-persons.ts";
import type { Running } from "./start.ts";

type Shown = Pick<Running, "url" | "demo" | "mailboxUrl" | "stripeUrl">;

/** Lines for people: the address to open first, and how to sign in. */
export function signInLines({ url, demo, mailboxUrl, stripeUrl }: Shown): string[] {
  if (demo === undefined)
    return [`Scrip is running: ${url}`, "This is production: no demo, no mailbox, no local Stripe, no test clocks."];
  return [
    `Scrip is running: open ${url} and sign in, by a button of the page or with`,
    "",
    signInLine(DEMO_MEMBER),
    signInLine(DEMO_OPERATOR),
    "",
    "  Demo (live)          jobs that run now: watch the balance move, run out, and come back",
    "  Demo (time travel)   six weeks of history, and a clock that you move forward while jobs go on",
    ...(mailboxUrl === undefined ? [] : ["", `  Mailbox  ${mailboxUrl} shows every mail; sign up with any address`]),
    ...(stripeUrl === undefined
      ? []
      : [`  Stripe   ${stripeUrl} is a local Stripe: pay with the card 4242 4242 4242 4242`]),
  ];
}

function signInLine({ label, email, password }: DemoPerson): string {
  return `  Sign in as a ${label.toLowerCase()}: ${email} / ${password}`;
}

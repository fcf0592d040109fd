import type { Command } from "commander";
import type { Console } from "../console.ts";
import type { Finding } from "../doctor/finding.ts";
import { lookAtStripe } from "./look-at-stripe.ts";

const MARKS = { ok: "✓", warning: "!", fault: "✗", skipped: "·" } as const;

export function addDoctor(program: Command, console: Console): void {
  program
    .command("doctor")
    .summary("say on one page what is wrong, and what to do")
    .description(
      "Looks at the database, the roles, the schema, clocks, the archive, due work, payments, mails, the API, Stripe and\n" +
        "this machine, and says what is wrong and what to do. It changes nothing. It reads the variables of the\n" +
        "processes, such as SCRIP_ORIGIN, STRIPE_SECRET_KEY, SCRIP_SMTP_URL and SCRIP_STATE_DIR.\n" +
        "Exit code: 0 if nothing is wrong, 1 if something is, 2 if the command could not run.",
    )
    .option("--json", "print one JSON object")
    .action((options: { json?: true }) => doctor(console, options));
}

async function doctor(console: Console, { json }: { json?: true }): Promise<void> {
  const { examine } = await import("../doctor/examine.ts");
  const findings: Finding[] = [];
  for await (const finding of examine(console.env, () => lookAtStripe(console))) {
    findings.push(finding);
    if (!json) console.out(inWords(finding));
  }
  const faults = findings.filter(({ state }) => state === "fault").length;
  const warnings = findings.filter(({ state }) => state === "warning").length;
  if (json) console.out(JSON.stringify({ ok: faults === 0, findings }));
  else console.out(`\n${faults === 0 ? "Nothing is wrong." : `${faults} wrong.`} ${warnings} to look at.`);
  if (faults > 0) console.exitWith(1);
}

function inWords({ about, state, says, advice }: Finding): string {
  const line = `${MARKS[state]} ${about}: ${says}`;
  return advice === null ? line : `${line}\n    ${advice}`;
}

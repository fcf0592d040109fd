import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { Line } from "../lines-card.tsx";

/** An act of an operator. */
export type Act = Answers["approvals"]["list"]["acts"][number];

/** An act of an operator as one line of a list. */
export function ActLine({ act }: { readonly act: Act }) {
  const { kind, state, reason, problem, decisionReason, amount } = act;
  return (
    <Line
      title={
        <span className="flex items-center gap-2">
          <span className="truncate">{ACT_WORDS[kind]}</span>
          <ActState state={state} />
        </span>
      }
      note={
        <>
          “{reason}”
          <span className="block">
            <ActPersons act={act} />
          </span>
          {problem !== null && <span className="block text-bad">{problem}</span>}
          {decisionReason !== null && <span className="block">Refused: “{decisionReason}”</span>}
        </>
      }
      value={<Money micros={amount} kind="exact" />}
    />
  );
}

/** Who asked for an act and when, and who decided on it. */
export function ActPersons({ act: { askedBy, askedAt, decidedBy } }: { readonly act: Act }) {
  return (
    <>
      {askedBy.name ?? "An operator"}, <Time at={askedAt} />
      {decidedBy !== null && `; decided by ${decidedBy.name ?? "another operator"}`}
    </>
  );
}

export function ActState({ state }: Pick<Act, "state">) {
  const { tone, words } = STATES[state];
  return <Badge tone={tone}>{words}</Badge>;
}

export const ACT_WORDS: Readonly<Record<Act["kind"], string>> = {
  grant: "Credit added",
  revoke: "Credit taken back",
  forgive: "Debt forgiven",
  refund: "Usage refunded",
  refund_payment: "Payment refunded",
};

const STATES: Readonly<Record<Act["state"], { readonly tone: Tone; readonly words: string }>> = {
  wanted: { tone: "warn", words: "Waits for approval" },
  running: { tone: "accent", words: "Running" },
  done: { tone: "good", words: "Done" },
  failed: { tone: "bad", words: "Failed" },
  refused: { tone: "bad", words: "Refused" },
  expired: { tone: "neutral", words: "Expired" },
  withdrawn: { tone: "neutral", words: "Withdrawn" },
};

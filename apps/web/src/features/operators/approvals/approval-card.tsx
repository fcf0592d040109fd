import { Link } from "@tanstack/react-router";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { ACT_WORDS, type Act, ActPersons, ActState } from "../act/act-line.tsx";
import { Decision, refuseAct } from "./decision.tsx";
import { useApprove } from "./use-approve.ts";

/** An act with its reason, and the buttons to decide on it. */
export function ApprovalCard({ act }: { readonly act: Act }) {
  const { org, organization, kind, amount, state, reason, approveBefore, problem, decisionReason, about } = act;
  return (
    <li className="card flex flex-wrap items-start justify-between gap-4 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-20 font-strong">
            <Money micros={amount} kind="exact" />
          </span>
          <span className="text-14 font-medium">{ACT_WORDS[kind]}</span>
          <ActState state={state} />
        </div>
        <Link
          to="/operators/o/$org"
          params={{ org }}
          className="mt-1 inline-block max-w-full truncate text-14 font-medium text-accent hover:underline"
        >
          {organization ?? org}
        </Link>
        <p className="mt-1 text-14 break-words">“{reason}”</p>
        <p className="mt-1 text-13 break-words text-muted">
          <ActPersons act={act} />
          {termsWords(act)}
          {about !== null && <span className="block truncate font-mono text-12">{about}</span>}
          {problem !== null && <span className="block text-bad">{problem}</span>}
          {decisionReason !== null && <span className="block">Refused: “{decisionReason}”</span>}
        </p>
        {state === "wanted" && approveBefore !== null && (
          <p className="mt-1 text-13 text-muted">
            Expires <Time at={approveBefore} />
          </p>
        )}
      </div>
      {state === "wanted" && <ActDecision act={act} />}
    </li>
  );
}

/** What kind of credit a grant adds, and for how long. */
function termsWords({ kind, grantKind, days }: Act): string {
  if (kind !== "grant") return "";
  const life = days === null ? "never expires" : `expires ${days} days after its issue`;
  return `; ${grantKind} credit that ${life}`;
}

function ActDecision({ act }: { readonly act: Act }) {
  const { approve, isApproving } = useApprove(act);
  return (
    <Decision
      what="this act"
      description={act.organization ?? act.org}
      isOwn={act.isOwn}
      isApproving={isApproving}
      approve={approve}
      refuse={refuseAct(act.act)}
    />
  );
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { Line, LinesCard } from "../lines-card.tsx";
import { CaseDialog } from "./case-dialog.tsx";
import { type ParkedAttempt, PURPOSES } from "./parked-attempt.ts";

/** The payments that wait, each with the way to look at it and to decide. */
export function ParkedAttempts({ attempts }: { readonly attempts: readonly ParkedAttempt[] }) {
  const [open, setOpen] = useState<ParkedAttempt | null>(null);
  return (
    <>
      <LinesCard title="Payments that wait for a decision" count={attempts.length} empty="">
        {attempts.map((parked) => (
          <Line
            key={parked.attempt}
            title={
              <>
                {PURPOSES[parked.purpose]},{" "}
                <Link
                  to="/operators/o/$org"
                  params={{ org: parked.org }}
                  className="font-medium text-accent hover:underline"
                >
                  {parked.organization}
                </Link>
              </>
            }
            note={
              <>
                <span className="block first-letter:uppercase">{parked.why}.</span>
                <Time at={parked.createdAt} look="moment" />
                {parked.payment !== null && <span className="block truncate font-mono text-12">{parked.payment}</span>}
              </>
            }
            value={<Money micros={parked.gross} kind="exact" />}
            action={
              <Button size="small" onClick={() => setOpen(parked)}>
                Look
              </Button>
            }
          />
        ))}
      </LinesCard>
      <CaseDialog parked={open} onClose={() => setOpen(null)} />
    </>
  );
}

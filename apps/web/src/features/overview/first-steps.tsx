import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { buttonLook } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { classes } from "../../components/ui/classes.ts";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import { useOrg } from "../../data/org.ts";
import { firstJobCode } from "../../words/first-job-code.ts";

const LINK = classes(buttonLook({ size: "small" }), "self-start");

/** What a new member does first, in an organization that has done no work yet. */
export function FirstSteps() {
  const { id: org } = useOrg();
  return (
    <Card title="Three steps to the first job">
      <ol className="flex flex-col gap-6">
        <Step number={1} title="Make a key for your service">
          <p>The key is shown once. The service reads it from its environment, such as SCRIP_KEY.</p>
          <Link to="/o/$org/settings/keys" params={{ org }} className={LINK}>
            Make a service key
          </Link>
        </Step>
        <Step number={2} title="Start a job">
          <p>The service starts a job, reports each epoch, and is told whether to continue.</p>
          <CodeBlock label="A job through the typed client" code={firstJobCode(org)} />
        </Step>
        <Step number={3} title="Invite your colleagues">
          <p>They see the same credit, each with a role of their own. Your plan says how many can join.</p>
          <Link to="/o/$org/settings/members" params={{ org }} className={LINK}>
            Invite people
          </Link>
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Step({ number, title, children }: StepProps) {
  return (
    <li className="flex min-w-0 gap-3">
      <span
        aria-hidden="true"
        className="flex size-6 shrink-0 items-center justify-center rounded-round bg-accent-soft text-13 font-medium text-accent figures"
      >
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <h3 className="text-14 leading-6 font-medium">{title}</h3>
        <div className="flex max-w-192 min-w-0 flex-col gap-2 text-13 text-muted">{children}</div>
      </div>
    </li>
  );
}

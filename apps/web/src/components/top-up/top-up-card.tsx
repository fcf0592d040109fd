import { roleHas } from "@scrip/domain/access";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { topUpQuery } from "../../data/methods.ts";
import { useNowAs } from "../../data/now.tsx";
import { useOrg } from "../../data/org.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { late } from "../ui/late.tsx";
import { dollars, type Standing, standingOf, topUpRule } from "./top-up-words.ts";

const TopUpBody = late(() => import("./top-up-body.tsx").then((module) => module.TopUpBody));

/** Automatic top-up: what it does, where it stands, and the dialog that sets it. Nothing where no payments are taken. */
export function TopUpCard() {
  const { id: org, role } = useOrg();
  const { data } = useQuery({ ...topUpQuery(org), enabled: roleHas(role, "billing:read") });
  const [isOpen, setIsOpen] = useState(false);
  const words = useNowAs((now) => JSON.stringify(data === undefined ? null : standingOf(data, now)));
  const standing = JSON.parse(words) as Standing | null;
  if (data === undefined || standing === null || !data.isPossible) return null;
  const { settings, bought } = data;
  const mayPay = roleHas(role, "billing:write");
  return (
    <Card
      title="Automatic top-up"
      actions={mayPay && <Button onClick={() => setIsOpen(true)}>{settings.isOn ? "Change" : "Switch on"}</Button>}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={standing.tone} hasDot>
          {standing.words}
        </Badge>
        <p className="min-w-0 flex-1 basis-60 text-14 text-pretty">
          {settings.isOn ? topUpRule(settings) : "Buys credit by itself before it runs out, so that work goes on."}
        </p>
      </div>
      {standing.text !== null && <p className="mt-2 max-w-[70ch] text-13 text-pretty text-muted">{standing.text}</p>}
      {settings.isOn && (
        <p className="mt-1 text-13 text-muted">
          Bought today {dollars(bought.day)} of {dollars(settings.perDay)}, this month {dollars(bought.month)} of{" "}
          {dollars(settings.perMonth)} (UTC).
        </p>
      )}
      <Dialog title="Automatic top-up" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <TopUpBody topUp={data} onDone={() => setIsOpen(false)} />
      </Dialog>
    </Card>
  );
}

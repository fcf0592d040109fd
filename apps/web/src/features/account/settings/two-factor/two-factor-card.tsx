import { useState } from "react";
import { Badge } from "../../../../components/ui/badge.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { Card } from "../../../../components/ui/card.tsx";
import { Dialog } from "../../../../components/ui/dialog.tsx";
import { usePerson } from "../../../../data/session.ts";
import { SettingRow } from "../parts/setting-row.tsx";
import { NewCodes } from "./new-codes.tsx";
import { SetUp } from "./set-up.tsx";
import { TurnOff } from "./turn-off.tsx";

/** The second step of a sign-in: set up, new recovery codes, turned off. */
export function TwoFactorCard() {
  const { hasTwoFactor } = usePerson();
  const [open, setOpen] = useState<"set_up" | "codes" | "off" | null>(null);
  const close = () => setOpen(null);
  return (
    <Card title="Two-factor sign-in">
      {hasTwoFactor ? (
        <SettingRow
          title={
            <span className="flex items-center gap-2">
              Authenticator app <Badge tone="good">On</Badge>
            </span>
          }
          action={
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setOpen("codes")}>New recovery codes</Button>
              <Button onClick={() => setOpen("off")}>Turn off</Button>
            </div>
          }
        >
          A sign-in asks for your password and a code of the app.
        </SettingRow>
      ) : (
        <SettingRow
          title={
            <span className="flex items-center gap-2">
              Authenticator app <Badge>Off</Badge>
            </span>
          }
          action={<Button onClick={() => setOpen("set_up")}>Set up</Button>}
        >
          With a code of an app on your phone, a stolen password alone is of no use.
        </SettingRow>
      )}
      <Dialog title="Set up two-factor sign-in" isOpen={open === "set_up"} onClose={close}>
        <SetUp onDone={close} />
      </Dialog>
      <Dialog
        title="New recovery codes"
        description="The codes that you have now stop working."
        isOpen={open === "codes"}
        onClose={close}
      >
        <NewCodes onDone={close} />
      </Dialog>
      <Dialog
        title="Turn off two-factor sign-in"
        description="A sign-in then asks for your password only."
        isOpen={open === "off"}
        onClose={close}
      >
        <TurnOff onDone={close} />
      </Dialog>
    </Card>
  );
}

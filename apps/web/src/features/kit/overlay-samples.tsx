import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Drawer } from "../../components/ui/drawer.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Time } from "../../components/ui/time.tsx";
import { toast } from "../../components/ui/toast.ts";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { NOW } from "./sample-data.ts";
import { Sample, Samples } from "./section.tsx";

export function OverlaySamples() {
  return (
    <Samples>
      <Sample name="dialog">
        <DialogSample />
      </Sample>
      <Sample name="drawer, in the address">
        <DrawerSample />
      </Sample>
      <Sample name="menu">
        <Menu
          trigger={<IconButton icon={MoreHorizontal} label="More" />}
          sections={[
            {
              key: "job",
              label: "Job",
              items: [
                { key: "rename", label: "Rename", icon: Pencil, keys: ["r"], onSelect: () => undefined },
                { key: "export", label: "Export", icon: Download, onSelect: () => undefined },
              ],
            },
            {
              key: "end",
              items: [{ key: "remove", label: "Remove", icon: Trash2, tone: "bad", onSelect: () => undefined }],
            },
          ]}
        />
      </Sample>
      <Sample name="tooltip">
        <Tooltip content="What it is, in a few words.">
          <Button>Hover or focus</Button>
        </Tooltip>
      </Sample>
      <Sample name="toasts">
        <Button onClick={() => toast({ title: "Saved", tone: "good" })}>Good</Button>
        <Button onClick={() => toast({ title: "Not saved", description: "The card was declined.", tone: "bad" })}>
          Trouble
        </Button>
        <Button
          onClick={() =>
            toast({
              title: "Auto top-up is off",
              action: { label: "Undo", onPress: () => toast({ title: "It is on again" }) },
            })
          }
        >
          With undo
        </Button>
      </Sample>
    </Samples>
  );
}

function DialogSample() {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Open a dialog</Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        title="Upgrade to Pro"
        description="What happens, when, in numbers."
        actions={
          <>
            <Button look="plain" onClick={close}>
              Not now
            </Button>
            <Button look="primary" onClick={close}>
              Pay $29.00
            </Button>
          </>
        }
      >
        <p className="max-w-[60ch]">
          You pay $29.00 now. $20.00 credit is added at once and expires on 21 Dec. Next payment on 21 Dec.
        </p>
      </Dialog>
    </>
  );
}

function DrawerSample() {
  const { entry } = useSearch({ from: "/_kit" });
  const navigate = useNavigate({ from: "/_kit" });
  const show = (next: number | undefined) =>
    void navigate({ search: (was) => ({ ...was, entry: next }), resetScroll: false });
  return (
    <>
      <Button onClick={() => show(7)}>Open a drawer</Button>
      <Drawer
        isOpen={entry !== undefined}
        onClose={() => show(undefined)}
        title={`Activity ${entry}`}
        actions={<CopyButton text={location.href} label="Copy the link" />}
      >
        <DescriptionList
          items={[
            { name: "Used", value: <Money micros="-1330000" kind="exact" /> },
            { name: "When", value: <Time at={NOW} look="exact" /> },
            { name: "Job", value: "llama-3-finetune" },
          ]}
        />
      </Drawer>
    </>
  );
}

import { Download, Plus, RotateCw, Search } from "lucide-react";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Kbd } from "../../components/ui/kbd.tsx";
import { Sample, Samples } from "./section.tsx";

const LOOKS = ["primary", "quiet", "plain", "danger"] as const;

export function ButtonSamples() {
  return (
    <Samples>
      {LOOKS.map((look) => (
        <Sample key={look} name={look}>
          <Button look={look}>Top up</Button>
          <Button look={look} icon={Plus}>
            Top up
          </Button>
          <Button look={look} size="small">
            Small
          </Button>
        </Sample>
      ))}
      <Sample name="at work">
        <Button look="primary" isLoading>
          Paying
        </Button>
        <Button isLoading>Loading</Button>
      </Sample>
      <Sample name="can not be pressed, and says why">
        <Button look="primary" disabledReason="There is nothing to pay.">
          Pay now
        </Button>
        <Button disabledReason="The export needs at least one line." icon={Download}>
          Export
        </Button>
      </Sample>
      <Sample name="icons alone">
        <IconButton icon={Search} label="Search" />
        <IconButton icon={RotateCw} label="Load again" />
        <CopyButton text="job_01985c2e" label="Copy the id" />
      </Sample>
      <Sample name="keys">
        <Kbd keys={["Ctrl", "K"]} />
        <Kbd keys={["g", "j"]} />
      </Sample>
    </Samples>
  );
}

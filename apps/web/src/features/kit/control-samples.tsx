import { Search } from "lucide-react";
import { useState } from "react";
import { Checkbox } from "../../components/ui/checkbox.tsx";
import { Chip } from "../../components/ui/chip.tsx";
import { DayRange } from "../../components/ui/day-range.tsx";
import { Field } from "../../components/ui/field.tsx";
import { FilterChip } from "../../components/ui/filter-chip.tsx";
import { Select } from "../../components/ui/select.tsx";
import { SuggestInput } from "../../components/ui/suggest-input.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Sample, Samples } from "./section.tsx";

const KINDS = ["Credit added", "Usage", "On hold", "Released", "Credit expired"].map((label) => ({
  label,
  value: label,
}));
const RESOURCES = [
  { value: "gpu.h100-80gb", label: "H100 80 GB" },
  { value: "gpu.a100-80gb", label: "A100 80 GB" },
  { value: "gpu.l40s", label: "L40S" },
] as const;

export function ControlSamples() {
  const [text, setText] = useState("");
  const [resource, setResource] = useState<(typeof RESOURCES)[number]["value"]>("gpu.h100-80gb");
  const [isOn, setIsOn] = useState(true);
  return (
    <>
      <Samples>
        <Field label="Name" hint="What your colleagues will see.">
          <TextInput value={text} onChange={setText} placeholder="llama-3-finetune" />
        </Field>
        <Field label="Amount" error="The amount must be above zero.">
          <TextInput isNumeric defaultValue="0.00" inputMode="decimal" />
        </Field>
        <Field label="Search">
          <TextInput icon={Search} placeholder="Name of a job" type="search" />
        </Field>
        <Field label="Cannot be changed">
          <TextInput defaultValue="gpu.h100-80gb" disabled />
        </Field>
        <Field label="Resource">
          <Select value={resource} onChange={setResource} options={RESOURCES} />
        </Field>
        <Sample name="chosen or not, on or off">
          <Checkbox label="Promotional" isChecked={isOn} onChange={setIsOn} />
          <Checkbox label="Paid" isChecked={!isOn} onChange={(next) => setIsOn(!next)} />
          <Checkbox label="Neither" isChecked={false} onChange={() => undefined} isDisabled />
          <Switch label="Auto top-up" isOn={isOn} onChange={setIsOn} />
        </Sample>
      </Samples>
      <FilterSamples />
      <TabSamples />
    </>
  );
}

function FilterSamples() {
  const [kinds, setKinds] = useState<string[]>(["Usage", "Credit added"]);
  const [job, setJob] = useState("");
  const [projects, setProjects] = useState<string[]>([]);
  const [days, setDays] = useState<{ from: string | undefined; until: string | undefined }>({
    from: "2026-11-01",
    until: undefined,
  });
  return (
    <Sample name="filters">
      <FilterChip label="Kind" options={KINDS} values={kinds} onChange={setKinds} />
      <FilterChip
        label="Project"
        isSingle
        options={[{ value: "research", label: "research" }]}
        values={projects}
        onChange={setProjects}
      />
      <SuggestInput
        label="Job"
        placeholder="Job"
        icon={Search}
        value={job}
        onChange={setJob}
        onApply={setJob}
        onEnter={() => undefined}
        onLeave={() => undefined}
        suggestions={["llama-3-finetune", "whisper-large-eval"]}
      />
      <DayRange label="Date" {...days} onChange={setDays} />
      <Chip label="Project" value="research" onRemove={() => undefined} />
    </Sample>
  );
}

function TabSamples() {
  const [tab, setTab] = useState<"epochs" | "holds">("epochs");
  return (
    <Tabs
      label="A job"
      value={tab}
      onChange={setTab}
      tabs={[
        { value: "epochs", label: "Epochs", content: "Twelve epochs, each billed at its end." },
        { value: "holds", label: "Holds", content: "One hold, for the next epoch." },
      ]}
    />
  );
}

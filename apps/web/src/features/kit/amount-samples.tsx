import { Money } from "../../components/ui/money.tsx";
import { toast } from "../../components/ui/toast.ts";
import { Sample, Samples } from "./section.tsx";

export function AmountSamples() {
  return (
    <Samples>
      <Sample name="available, rounded down">
        <Money micros="1234567890" kind="available" />
      </Sample>
      <Sample name="owed, rounded up">
        <Money micros="1234561" kind="owed" tone="bad" />
      </Sample>
      <Sample name="exact, as in drawers">
        <Money micros="1234567890" kind="exact" />
      </Sample>
      <Sample name="below a cent">
        <Money micros="122" />
      </Sample>
      <Sample name="nothing">
        <Money micros="0" tone="muted" />
      </Sample>
      <Sample name="coming in">
        <Money micros="20000000" sign="always" tone="auto" />
      </Sample>
      <Sample name="going out">
        <Money micros="-1330000" sign="always" tone="auto" />
      </Sample>
      <Sample name="a rate">
        <Money micros="3990000" unit=" / h" />
      </Sample>
      <Sample name="by kind of credit">
        <Money micros="5000000" tone="promo" label="Promotional" />
        <Money micros="100000000" tone="paid" label="Paid" />
      </Sample>
      <Sample name="opens what explains it">
        <Money micros="-1330000" onOpen={() => toast({ title: "Here a drawer would explain it" })} />
      </Sample>
      <Sample name="leads to what explains it">
        <Money micros="-1330000" link={{ to: "/_kit", search: { entry: 7 } }} />
      </Sample>
      <Sample name="as large as amounts get">
        <Money micros="1000000000000000" kind="available" />
      </Sample>
    </Samples>
  );
}

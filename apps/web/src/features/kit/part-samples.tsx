import { Callout } from "../../components/ui/callout.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import { Figures } from "../../components/ui/figures.tsx";
import { Money } from "../../components/ui/money.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { Sample } from "./section.tsx";

const TONES = ["info", "warn", "bad"] as const;

const CODE = `const job = await scrip.jobs.start({
  job: "llama-3-finetune",
  resource: "gpu.h100-80gb",
  next: { untilMs: 3_600_000 },
});`;

export function PartSamples() {
  return (
    <>
      <div className="flex flex-col gap-3">
        {TONES.map((tone) => (
          <Callout
            key={tone}
            tone={tone}
            title="Credit runs out in 7 minutes"
            action={
              <TextLink to="/_kit" hash="amounts">
                See the amounts
              </TextLink>
            }
          >
            It lasts until 22 Nov, 11:34 if everything goes on as now.
          </Callout>
        ))}
      </div>
      <Card title="How the price is made">
        <Figures
          label="How the price is made"
          lines={[
            {
              key: "rate",
              label: "Rate",
              note: "H100 80 GB, an hour",
              figures: [<Money key="rate" micros="3990000" />],
            },
            { key: "units", mark: "×", label: "times units", figures: ["2"] },
            { key: "total", label: "Price", figures: [<Money key="total" micros="7980000" />], isTotal: true },
          ]}
        />
      </Card>
      <CodeBlock label="A job through the typed client" code={CODE} />
      <Sample name="links in text">
        <p>
          Paid by <TextLink to="/_kit">a purchase</TextLink> of{" "}
          <TextLink to="/_kit" isQuiet>
            21 Nov
          </TextLink>
          .
        </p>
      </Sample>
    </>
  );
}

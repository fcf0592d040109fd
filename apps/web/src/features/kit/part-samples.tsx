import { type Bar, Bars } from "../../components/ui/bars.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import { Figures } from "../../components/ui/figures.tsx";
import { Money } from "../../components/ui/money.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { Sample } from "./section.tsx";

const TONES = ["info", "warn", "bad"] as const;

const BARS: readonly Bar[] = Array.from({ length: 24 }, (_, index) => ({
  key: `${index}`,
  label: `Epoch ${index + 1} cost $${index % 7}.50`,
  micros: `${(index % 7) * 1_000_000 + 500_000}`,
  tone: index === 20 ? "bad" : index % 9 === 8 ? "warn" : "plain",
  tooltip: `Epoch ${index + 1}`,
  link: index === 3 ? null : { to: "/_kit", search: { entry: index + 1 }, resetScroll: false },
}));

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
            title="Credit ends within a day"
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
      <Card title="Cost per epoch">
        <Bars label="Cost per epoch" bars={BARS} from="Epoch 1" until="Epoch 24" />
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

import { useSearch } from "@tanstack/react-router";
import { type ComponentType, useEffect } from "react";
import { NowProvider } from "../../data/now.tsx";
import { chooseTheme, showTheme, THEMES, type Theme, themeNow } from "../../shell/theme.ts";
import { AmountSamples } from "./amount-samples.tsx";
import { ButtonSamples } from "./button-samples.tsx";
import { ColorSamples } from "./color-samples.tsx";
import { ControlSamples } from "./control-samples.tsx";
import { FigureSamples } from "./figure-samples.tsx";
import { FormSamples } from "./form-samples.tsx";
import { OverlaySamples } from "./overlay-samples.tsx";
import { PartSamples } from "./part-samples.tsx";
import { NOW } from "./sample-data.ts";
import { Section } from "./section.tsx";
import { StateSamples } from "./state-samples.tsx";
import { TableSamples } from "./table-samples.tsx";
import { TimeSamples } from "./time-samples.tsx";
import { TypeSamples } from "./type-samples.tsx";

const SECTIONS: readonly { readonly id: string; readonly title: string; readonly Samples: ComponentType }[] = [
  { id: "type", title: "Type", Samples: TypeSamples },
  { id: "colours", title: "Colours", Samples: ColorSamples },
  { id: "amounts", title: "Money", Samples: AmountSamples },
  { id: "time", title: "Time", Samples: TimeSamples },
  { id: "figures", title: "Figures, meters, badges", Samples: FigureSamples },
  { id: "parts", title: "Callouts, calculations, bars, code", Samples: PartSamples },
  { id: "buttons", title: "Buttons", Samples: ButtonSamples },
  { id: "controls", title: "Fields and filters", Samples: ControlSamples },
  { id: "forms", title: "Forms", Samples: FormSamples },
  { id: "overlays", title: "Dialogs, drawers, menus, toasts", Samples: OverlaySamples },
  { id: "tables", title: "Tables", Samples: TableSamples },
  { id: "states", title: "States", Samples: StateSamples },
];

/** Every component in all its states. `?theme=dark` shows them dark without storing the theme. */
export function Kit() {
  const { theme } = useSearch({ from: "/_kit" });
  useShownTheme(theme);
  return (
    <NowProvider at={NOW} receivedAt={NOW} isOnTestClock>
      <div className="mx-auto flex max-w-[80rem] gap-8 p-4 tablet:p-8">
        <nav aria-label="Components" className="sticky top-8 hidden h-fit w-48 shrink-0 desktop:block">
          <ul className="flex flex-col gap-1">
            {SECTIONS.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="block rounded-small px-2 py-1 text-13 text-muted hover:bg-sunken hover:text-text"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
          <div className="mt-4 flex gap-3 px-2 text-13">
            {THEMES.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={themeNow() === one}
                className="rounded-small text-muted underline-offset-4 aria-pressed:text-text aria-pressed:underline"
                onClick={() => chooseTheme(one)}
              >
                {one}
              </button>
            ))}
          </div>
        </nav>
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-12">
          <h1 tabIndex={-1} className="text-28 font-strong">
            Kit
          </h1>
          {SECTIONS.map(({ id, title, Samples }) => (
            <Section key={id} id={id} title={title}>
              <Samples />
            </Section>
          ))}
        </main>
      </div>
    </NowProvider>
  );
}

/** Shows a theme while the address names it. */
function useShownTheme(theme: Theme | undefined): void {
  useEffect(() => {
    if (theme === undefined) return undefined;
    const before = themeNow();
    showTheme(theme);
    return () => showTheme(before);
  }, [theme]);
}

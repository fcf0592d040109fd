import { entryLink } from "../../../components/activity/entry-link.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";

/** An entry by its number within a sentence, such as "entry 12"; opens it. */
export function EntryLink({ seq }: { readonly seq: number }) {
  return (
    <TextLink {...entryLink(seq)} isInText>
      entry {seq.toLocaleString("en-US")}
    </TextLink>
  );
}

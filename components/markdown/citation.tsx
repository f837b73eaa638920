import { createContext, Fragment, memo, type ReactNode, useContext, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Anchor } from "./external-link.tsx";
import { linkTarget } from "./link-target.ts";

/** The source behind marker `[index]`, or null when there is none. */
export type FindSource = (index: number) => { title: string; href: string } | null;

/** A context and not a property, so that sources which arrive late redraw the markers and nothing else. */
const Sources = createContext<FindSource>(() => null);

/** The lexer reads two digits. */
const MAX_INDEX = 99;

/** Makes `find` known to the markers below. A new function that says the same as the last one redraws nothing. */
export function SourcesProvider({ find, children }: { find: FindSource; children: ReactNode }) {
  const [known, setKnown] = useState(() => find);
  if (known !== find && !saysTheSame(known, find)) setKnown(() => find);
  return <Sources value={known}>{children}</Sources>;
}

function saysTheSame(one: FindSource, other: FindSource): boolean {
  for (let index = 0; index <= MAX_INDEX; index++) {
    const a = one(index);
    const b = other(index);
    if (a?.href !== b?.href || a?.title !== b?.title) return false;
  }
  return true;
}

/** `[1]` or `[1, 2]` as small links to sources; as written, if any of them is unknown. */
export function Citation({ raw, numbers }: { raw: string; numbers: readonly number[] }) {
  const find = useContext(Sources);
  const sources = numbers.map(find);
  if (sources.includes(null)) return raw;
  return (
    <sup className="citation">
      {numbers.map((number, index) => (
        <Fragment key={number}>
          {index > 0 && " "}
          <SourceLink number={number} title={sources[index]?.title ?? ""} href={sources[index]?.href ?? ""} />
        </Fragment>
      ))}
    </sup>
  );
}

/** Apart and memoised: when one source arrives, the markers of the others stay. */
const SourceLink = memo(function SourceLink(source: { number: number; title: string; href: string }) {
  const t = useTranslations("markdown");
  const target = linkTarget(source.href, { fragments: true });
  if (target === null) return source.number;
  return (
    <Anchor target={target} label={t("source", { number: source.number, title: source.title })}>
      {source.number}
    </Anchor>
  );
});

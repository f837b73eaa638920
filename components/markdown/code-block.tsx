import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { lazyModule } from "./lazy-module.ts";

const useHighlighter = lazyModule(() => import("./highlighter.tsx"));

/** While code arrives, it is coloured again this often (milliseconds): each time, all of it. */
const SAMPLE_EVERY = 250;

type Props = { code: string; info: string; open: boolean };

/** A block of code with its language, a copy button, and colours once the highlighter is there. */
export function CodeBlock({ code, info, open }: Props) {
  const t = useTranslations("markdown");
  const language = /^[\w+#.-]{1,30}/.exec(info)?.[0] ?? "";
  return (
    <figure className="code">
      <figcaption className="code-head">
        <span className="code-language">{language === "" ? t("code") : language}</span>
        <CopyButton text={code} wordy size="sm" variant="quiet" className="code-copy" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code className="hljs">
          <Coloured code={code} language={language.toLowerCase()} open={open} />
        </code>
      </pre>
    </figure>
  );
}

function Coloured({ code, language, open }: { code: string; language: string; open: boolean }): ReactNode {
  const highlighter = useHighlighter(language !== "");
  const sample = useSample(code, open);
  const coloured = useMemo(() => highlighter?.highlight(sample, language) ?? null, [highlighter, sample, language]);
  if (coloured === null || !code.startsWith(sample)) return code;
  return (
    <>
      {coloured}
      {code.slice(sample.length)}
    </>
  );
}

/** `value`, at most every {@link SAMPLE_EVERY} ms while it is `changing`. */
function useSample(value: string, changing: boolean): string {
  const [sample, setSample] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    latest.current = value;
    if (!changing || timer.current !== null) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      setSample(latest.current);
    }, SAMPLE_EVERY);
  }, [value, changing]);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return changing ? sample : value;
}

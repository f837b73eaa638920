import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { markdown } from "#lib/i18n/messages/en/markdown.ts";
import { ui } from "#lib/i18n/messages/en/ui.ts";
import { Markdown } from "./markdown.tsx";

type Props = Parameters<typeof Markdown>[0];

/** The HTML of a message. A node tree (`children`) may be given in place of the message. */
export function html(props: Props | { children: React.ReactNode }): string {
  return renderToStaticMarkup(
    <IntlProvider locale="en" timeZone="UTC" messages={{ markdown, ui }}>
      {"children" in props ? props.children : <Markdown {...props} />}
    </IntlProvider>,
  );
}

/** What a person reads of HTML that React wrote. */
export function words(markup: string): string {
  return markup
    .replace(/<button.*?<\/button>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}

const TEXT = "div p h1 h2 h3 h4 h5 h6 ul ol li strong em del code br hr blockquote a bdi sup span pre".split(" ");
const FIGURES = "figure figcaption section table thead tbody tr th td input button svg path".split(" ");
const MATHML =
  "math mrow mi mo mn mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd".split(
    " ",
  );
const elements = new Set([...TEXT, ...FIGURES, ...MATHML]);

/** Attributes beyond `class` and `dir`, by element. */
const attributes: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "target", "rel", "aria-label"],
  ol: ["start"],
  pre: ["tabindex"],
  section: ["aria-label", "tabindex"],
  th: ["scope"],
  input: ["type", "disabled", "checked", "aria-label"],
  button: ["type"],
  span: ["role", "aria-hidden"],
  svg: "aria-hidden width height viewBox fill stroke stroke-width stroke-linecap stroke-linejoin".split(" "),
  path: ["d"],
};

const MATHML_ATTRIBUTES = new Set(
  (
    "display displaystyle scriptlevel mathvariant mathcolor mathbackground mathsize stretchy symmetric fence " +
    "separator form largeop movablelimits accent accentunder lspace rspace minsize maxsize width height depth voffset " +
    "linethickness columnalign rowspacing columnspacing notation linebreak"
  ).split(" "),
);

const TAG = /<\/?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][\w-]*="[^"<>]*")*)\s*\/?>/g;
const SAFE_HREF = /^(?:https?:\/\/[^\s"<>]+|mailto:[^\s"<>]+|\/(?![/\\])[^\s"<>]*)$/;

/** What in `markup` is outside the lists above. Strict: anything that is not a well-formed tag or escaped text counts. */
export function violations(markup: string): string[] {
  const found: string[] = [];
  const rest = markup.replace(TAG, (_, name: string, list: string) => {
    if (!elements.has(name)) found.push(`<${name}>`);
    for (const [, attribute = "", value = ""] of list.matchAll(/([a-zA-Z][\w-]*)="([^"]*)"/g)) {
      const allowed =
        attribute === "class" ||
        attribute === "dir" ||
        attributes[name]?.includes(attribute) ||
        (MATHML.includes(name) && MATHML_ATTRIBUTES.has(attribute));
      if (!allowed) found.push(`${name}[${attribute}]`);
      const href = value.replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
      if (attribute === "href" && (!SAFE_HREF.test(href) || /^\/api\b/i.test(href))) found.push(`href=${value}`);
    }
    return "";
  });
  if (/[<>]/.test(rest)) found.push(`unescaped: ${rest.match(/.{0,20}[<>].{0,20}/)?.[0]}`);
  return found;
}

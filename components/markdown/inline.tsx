import type { MarkedToken, Token } from "marked";
import { Fragment, type ReactNode } from "react";
import { Citation } from "./citation.tsx";
import { resolveEntities } from "./entities.ts";
import { ImageChip, TextLink } from "./external-link.tsx";
import type { CitationToken } from "./lexer.ts";
import { Formula } from "./math.tsx";
import type { MathToken } from "./math-syntax.ts";
import { TaskBox } from "./task-box.tsx";

/** What drawing a token depends on beside the token. */
export type Style = {
  /** Added to the depth of a heading: 2 makes `#` an h3. */
  headingOffset: number;
  /** The page has anchors, so links to `#…` work. */
  fragments: boolean;
  /** The code of this block is still arriving. */
  open: boolean;
};

type Known = MarkedToken | MathToken | CitationToken;

export function inline(tokens: readonly Token[] | undefined, style: Style): ReactNode {
  return tokens?.map((token, index) => {
    const drawn = inlineToken(token as Known, style);
    return typeof drawn === "string" ? drawn : <Fragment key={index}>{drawn}</Fragment>;
  });
}

function inlineToken(token: Known, style: Style): ReactNode {
  switch (token.type) {
    case "text":
      return "tokens" in token && token.tokens ? inline(token.tokens, style) : resolveEntities(token.text);
    case "escape":
      return token.text;
    case "strong":
      return <strong>{inline(token.tokens, style)}</strong>;
    case "em":
      return <em>{inline(token.tokens, style)}</em>;
    case "del":
      return <del>{inline(token.tokens, style)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return (
        <TextLink href={token.href} text={plainText(token.tokens)} fragments={style.fragments}>
          {token.autolink === true ? token.text : withoutImages(token.tokens, style)}
        </TextLink>
      );
    case "image":
      return <ImageChip href={token.href} alt={plainText(token.tokens)} />;
    case "checkbox":
      return <TaskBox checked={token.checked} />;
    case "math":
      return <Formula source={token.text} display={token.display} />;
    case "citation":
      return <Citation raw={token.raw} numbers={token.numbers} />;
    default:
      // HTML is shown as what was written; a line break is the one tag that tables cannot do without.
      return /^<br\s*\/?>$/i.test(token.raw) ? <br /> : token.raw;
  }
}

/** A picture within a link is its text: one target is enough, and links do not nest. */
function withoutImages(tokens: readonly Token[], style: Style): ReactNode {
  return inline(
    tokens.map((token) =>
      token.type === "image" ? { type: "text", raw: token.raw, text: plainText(token.tokens) || token.text } : token,
    ),
    style,
  );
}

/** The letters of inline tokens without their form. */
export function plainText(tokens: readonly Token[] | undefined): string {
  let text = "";
  for (const token of (tokens ?? []) as Known[]) {
    if ("tokens" in token && token.tokens) text += plainText(token.tokens);
    else if (token.type === "br") text += " ";
    else if (token.type === "text") text += resolveEntities(token.text);
    else text += "text" in token ? token.text : token.raw;
  }
  return text;
}

import type { MarkedToken, Token, Tokens } from "marked";
import { createElement, memo, type ReactNode } from "react";
import type { Block, PlainToken } from "./blocks.ts";
import { CodeBlock } from "./code-block.tsx";
import { inline, type Style } from "./inline.tsx";
import { MarkdownTable } from "./markdown-table.tsx";
import { Formula } from "./math.tsx";
import type { MathToken } from "./math-syntax.ts";
import { TaskBox } from "./task-box.tsx";

type Known = MarkedToken | MathToken | PlainToken;
type BlockProps = { block: Block; headingOffset: number; headingId: string | undefined; anchors: boolean };

/** One block of a message. Drawn again only when its text has changed. */
export const BlockView = memo(function BlockView({ block, headingOffset, headingId, anchors }: BlockProps) {
  return blockToken(block.token as Known, { headingOffset, fragments: anchors, open: block.open }, headingId);
});

function blocks(tokens: readonly Token[], style: Style): ReactNode {
  return tokens.map((token, index) => <Piece key={index} token={token} style={style} />);
}

function Piece({ token, style }: { token: Token; style: Style }): ReactNode {
  return blockToken(token as Known, style, undefined);
}

function blockToken(token: Known, style: Style, id: string | undefined): ReactNode {
  switch (token.type) {
    case "space":
    case "def":
      return null;
    case "heading": {
      const level = Math.min(6, token.depth + style.headingOffset);
      return createElement(`h${level}`, { id, dir: "auto" }, inline(token.tokens, style));
    }
    case "paragraph":
      return <p dir="auto">{inline(token.tokens, style)}</p>;
    case "code":
      return <CodeBlock code={token.text.replace(/\n$/, "")} info={token.lang ?? ""} open={style.open} />;
    case "blockquote":
      return <blockquote>{blocks(token.tokens, style)}</blockquote>;
    case "list":
      return list(token, style);
    case "table":
      return <MarkdownTable table={token} style={style} />;
    case "math":
      return <Formula source={token.text} display />;
    case "hr":
      return <hr />;
    case "checkbox":
      return <TaskBox checked={token.checked} />;
    case "text":
      return "tokens" in token && token.tokens ? inline(token.tokens, style) : token.text;
    case "plain":
      return <pre className="plain">{token.text}</pre>;
    default:
      return <p className="raw-html">{token.raw.trimEnd()}</p>;
  }
}

function list(token: Tokens.List, style: Style): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={index} className={item.task ? "task" : undefined}>
      {blocks(item.tokens, style)}
    </li>
  ));
  if (!token.ordered) return <ul dir="auto">{items}</ul>;
  return (
    <ol dir="auto" start={token.start === 1 || token.start === "" ? undefined : token.start}>
      {items}
    </ol>
  );
}

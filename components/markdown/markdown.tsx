"use client";

import { useEffect, useMemo, useReducer, useState } from "react";
import { BlockGroup } from "./block-group.tsx";
import { type Block, BlockReader } from "./blocks.ts";
import { type FindSource, SourcesProvider } from "./citation.tsx";
import { headingIds } from "./heading-ids.ts";
import { LinkGate } from "./link-gate.tsx";

type MarkdownProps = {
  text: string;
  /** More text will follow: the end is completed for display, so that a half-arrived `**word` is already bold. */
  streaming?: boolean;
  /** Makes `[1]` a link to a source. May be a new function at every render. */
  citations?: FindSource;
  /** Added to the depth of headings. Below a message's own heading, `#` is an h3. */
  headingOffset?: number;
  /** Gives headings ids, and lets links lead to them: for pages of our own, not for messages. */
  anchors?: boolean;
  /** A single line end breaks the line, as people who type in a chat expect. Does not change after the first render. */
  breaks?: boolean;
};

const none: FindSource = () => null;

/**
 * Untrusted Markdown as React elements, in `<div class="prose">`.
 * Whatever the text says, nothing is fetched and nothing runs: no HTML, no pictures, no style, and links to
 * http, https, mailto or paths of our own only. Text over 200,000 characters is shown as it is written.
 */
export function Markdown({
  text,
  streaming = false,
  citations = none,
  headingOffset = 2,
  anchors = false,
  breaks = false,
}: MarkdownProps) {
  // A cache, and nothing but: reading the same text twice, or an older one, gives what a new reader would give.
  const [reader] = useState(() => new BlockReader(breaks));
  const blocks = reader.read(text, streaming);
  const [, readAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const wait = reader.dueIn();
    if (wait === null) return;
    const timer = setTimeout(readAgain, wait);
    return () => clearTimeout(timer);
  });
  const ids = useMemo(() => (anchors ? headingIds(blocks) : null), [anchors, blocks]);
  return (
    <SourcesProvider find={citations}>
      <LinkGate className="prose">
        {groups(blocks).map((group, index) => (
          <BlockGroup key={index} blocks={group} headingOffset={headingOffset} headingIds={ids} />
        ))}
      </LinkGate>
    </SourcesProvider>
  );
}

const GROUP = 32;

/** A reply of 100 KB has a thousand blocks: in groups, React looks at forty things per delta and not at a thousand. */
function groups(blocks: readonly Block[]): Block[][] {
  const found: Block[][] = [];
  for (let start = 0; start < blocks.length; start += GROUP) found.push(blocks.slice(start, start + GROUP));
  return found;
}

import { memo } from "react";
import { BlockView } from "./block.tsx";
import type { Block } from "./blocks.ts";

type GroupProps = {
  blocks: readonly Block[];
  headingOffset: number;
  /** The anchors by offset; null on a page without. */
  headingIds: ReadonlyMap<number, string> | null;
};

/** Neighbouring blocks, looked at again only when one of them changes. */
export const BlockGroup = memo(function BlockGroup({ blocks, headingOffset, headingIds }: GroupProps) {
  return blocks.map((block) => (
    <BlockView
      key={block.start}
      block={block}
      headingOffset={headingOffset}
      headingId={headingIds?.get(block.start)}
      anchors={headingIds !== null}
    />
  ));
}, isSame);

function isSame(before: GroupProps, after: GroupProps): boolean {
  return (
    before.headingOffset === after.headingOffset &&
    before.headingIds === after.headingIds &&
    before.blocks.length === after.blocks.length &&
    before.blocks.every((block, index) => block === after.blocks[index])
  );
}

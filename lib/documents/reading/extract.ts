import type { Kind } from "../schema.ts";
import type { Extraction } from "./answers.ts";
import { type BlockList, Encrypted, TooLong } from "./blocks.ts";

type Reader = (bytes: Uint8Array) => Promise<{ list: BlockList; pages: number | null }>;

/** The text of a document. Whatever a library stumbles over means that the file is broken. */
export async function extract(kind: Kind, bytes: Uint8Array): Promise<Extraction> {
  const read = await readerOf(kind); // Not within the `try`: a library that is not there is not the file's fault.
  try {
    const { list, pages } = await read(bytes);
    if (!list.blocks.some((block) => /[\p{L}\p{N}]/u.test(block.text))) return { ok: false, failure: "no-text" };
    return { ok: true, blocks: list.blocks, pages };
  } catch (error) {
    if (error instanceof TooLong) return { ok: false, failure: "too-long" };
    return { ok: false, failure: error instanceof Encrypted ? "encrypted" : "broken" };
  }
}

// Each library is loaded only for the files that need it: it is most of what starting a worker costs.
async function readerOf(kind: Kind): Promise<Reader> {
  if (kind === "pdf") return (await import("./extract-pdf.ts")).extractPdf;
  const read = await {
    docx: async () => (await import("./extract-docx.ts")).extractDocx,
    md: async () => (await import("./extract-markdown.ts")).extractMarkdown,
    txt: async () => (await import("./extract-text.ts")).extractText,
  }[kind]();
  return async (bytes) => ({ list: await read(bytes), pages: null });
}

import { z } from "zod";
import { Label } from "#lib/access/labels.ts";
import { decisionReason } from "./numbers.ts";

export const kinds = ["pdf", "docx", "txt", "md"] as const;
export type Kind = (typeof kinds)[number];

export const documentStates = ["scanning", "extracting", "ready", "failed", "quarantined", "destroyed"] as const;
export type DocumentState = (typeof documentStates)[number];

/** Why a file is not taken. */
export const refusals = [
  "empty",
  "too-large",
  "broken-off",
  "disk-full",
  "name-unusable",
  "unknown-type",
  "name-disagrees",
  "not-text",
  "encrypted",
  "broken",
  "too-many-entries",
  "too-large-unpacked",
  "ratio",
  "nested-archive",
  "path-outside",
  "symlink",
  "too-slow",
  "too-much-memory",
] as const;
export type FileRefusal = (typeof refusals)[number];

/** Why nothing could be read out of a file that was taken. */
export const failures = [
  "no-text",
  "encrypted",
  "broken",
  "too-slow",
  "too-much-memory",
  "too-long",
  "damaged",
] as const;
export type ReadingFailure = (typeof failures)[number];

/** What taking a file in came to. `isKnown`: the person has this very content already. */
export type AcceptedFile = { documentId: string; state: DocumentState; isKnown: boolean };

/** A document as lists show it. Times are ISO 8601. */
export type DocumentLine = {
  id: string;
  name: string;
  kind: Kind;
  /** Bytes. */
  size: number;
  label: Label;
  state: DocumentState;
  failure: string | null;
  /** Who looked for what does harm; null as long as nobody has. */
  scanner: "clamav" | "built-in" | null;
  /** What was found, in the scanner's words. */
  signature: string | null;
  scannedAt: string | null;
  /** Why it was let out of quarantine or destroyed. */
  reason: string | null;
  pages: number | null;
  createdAt: string;
  /** Conversations that it grounds. */
  usedIn: number;
};

/** The text of a document in its passages. `start` counts in the whole text, in UTF-16 units. */
export type DocumentText = {
  ordinal: number;
  page: number | null;
  heading: string | null;
  text: string;
  start: number;
  /** Where headings stand within `text`. */
  headings: { start: number; end: number }[];
}[];

/** A file in quarantine, for those who decide about it. */
export type QuarantinedLine = Pick<
  DocumentLine,
  "id" | "name" | "kind" | "size" | "scanner" | "signature" | "scannedAt"
> & {
  owner: string;
  ownerId: string;
};

export const OneDocument = z.strictObject({ documentId: z.uuid() });
export type OneDocument = z.infer<typeof OneDocument>;

const name = z.string().trim().min(1).max(200);
/** What is changed of a document: at least one thing. */
export const EditDocument = z
  .strictObject({ documentId: z.uuid(), name: name.optional(), label: Label.optional() })
  .refine((given) => given.name !== undefined || given.label !== undefined);
export type EditDocument = z.infer<typeof EditDocument>;

export const AttachDocuments = z.strictObject({
  conversationId: z.uuid(),
  documentIds: z.array(z.uuid()).min(1).max(100),
});
export type AttachDocuments = z.infer<typeof AttachDocuments>;

export const DetachDocument = z.strictObject({ conversationId: z.uuid(), documentId: z.uuid() });
export type DetachDocument = z.infer<typeof DetachDocument>;

/** Documents of a conversation or, before there is one, those that it shall begin with. */
export const ReadAttached = z.union([
  z.strictObject({ conversationId: z.uuid() }),
  z.strictObject({ documentIds: z.array(z.uuid()).max(100) }),
]);
export type ReadAttached = z.infer<typeof ReadAttached>;

export const ReadLibrary = z.strictObject({});

/** What grounds a conversation, and how confidential that makes it. `library`: the whole library does, too. */
export type Attached = { label: Label; library: boolean; documents: DocumentLine[] };

export const DecideQuarantine = z.strictObject({
  documentId: z.uuid(),
  decision: z.enum(["release", "destroy"]),
  reason: z.string().trim().min(decisionReason.least).max(decisionReason.most),
});
export type DecideQuarantine = z.infer<typeof DecideQuarantine>;

export const SearchDocuments = z.strictObject({ q: z.string().trim().min(1).max(300) });
export type SearchDocuments = z.infer<typeof SearchDocuments>;

/** A search within one document. */
export const SearchOne = z.strictObject({ documentId: z.uuid(), ...SearchDocuments.shape });
export type SearchOne = z.infer<typeof SearchOne>;

/** Which part of a document to show: around a passage, or from one on; `start` and `end` mark a quotation in its text. */
export const ReadPart = z.object({
  documentId: z.uuid(),
  passage: z.coerce.number().int().min(0).max(32_767).optional().catch(undefined),
  from: z.coerce.number().int().min(0).max(32_767).optional().catch(undefined),
  start: z.coerce.number().int().min(0).optional().catch(undefined),
  end: z.coerce.number().int().min(0).optional().catch(undefined),
});
export type ReadPart = z.infer<typeof ReadPart>;

/** Files of a form, as it sends them. */
export const UploadForm = z.strictObject({ files: z.array(z.instanceof(File)).min(1).max(10) });
export type UploadForm = z.infer<typeof UploadForm>;

/** What goes with the bytes of an upload. */
export const UploadFile = z.strictObject({ name: z.string().min(1).max(2_000), conversation: z.uuid().optional() });

/** Ids as an address holds them: joined by commas. */
export const DocumentIds = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).min(1).max(100)),
});

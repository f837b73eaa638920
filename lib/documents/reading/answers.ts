import { z } from "zod";
import { type FindingCode, findingWeights, type Inspection } from "../inspect/inspection.ts";
import { failures, kinds, type ReadingFailure, refusals } from "../schema.ts";
import { type Block, readingBounds } from "./blocks.ts";

/** The text of a document, or why there is none. `pages` is null where the format knows none. */
export type Extraction = { ok: true; blocks: Block[]; pages: number | null } | { ok: false; failure: ReadingFailure };

// The process that answers has read a file that nobody trusts, so its answer is not trusted either.
const page = z.int().min(1).max(readingBounds.pages).nullable();
const block = z.strictObject({
  text: z.string().min(1).max(readingBounds.blockCharacters),
  heading: z.string().nullable(),
  page,
  isHeading: z.boolean(),
});

export const ExtractionAnswer: z.ZodType<Extraction> = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), blocks: z.array(block).min(1).max(readingBounds.blocks), pages: page }),
  z.strictObject({ ok: z.literal(false), failure: z.enum(failures) }),
]);

const code = z.enum(Object.keys(findingWeights) as [FindingCode, ...FindingCode[]]);
const finding = z.strictObject({ code, place: z.string().max(200) });

export const InspectionAnswer: z.ZodType<Inspection> = z.discriminatedUnion("ok", [
  z.strictObject({ ok: z.literal(true), kind: z.enum(kinds), findings: z.array(finding).max(1_000) }),
  z.strictObject({ ok: z.literal(false), refusal: z.enum(refusals) }),
]);

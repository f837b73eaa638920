import type { Asked, Concept } from "./asked.ts";
import { FoundTerms, type Places, type TermPostings } from "./found-terms.ts";
import type { Way } from "./ways.ts";

export type Ranked = { documentId: string; ordinal: number; score: number };

export type Ranking = {
  /** Best first. */
  best: Ranked[];
  /** The question as the library knows it: a way of speaking that is common in it weighs less. */
  asked: Asked;
  /** Of each concept of the question: how rare it is in the library, above 0. What occurs nowhere is counted too. */
  rarity: number[];
};

// BM25 (Robertson and Zaragoza 2009) with its usual constants.
const K1 = 1.2;
const B = 0.75;
/** A word that occurs nowhere speaks against every passage, but less than the rarest known one speaks for it. */
const UNKNOWN_WORD = 0.5;
/** Ways that weigh this much mean the word itself. */
const LITERAL = 0.6;

type FoundWay = Way & Places;

/** Ranks the passages that hold terms of the question; `total` is how many passages were searched. */
export function rank(asked: Asked, rows: readonly TermPostings[], total: number, limit: number): Ranking {
  const found = new FoundTerms(rows);
  const size = found.lengths.length;
  const rarityOf = (count: number) => Math.log(1 + (Math.max(total, size) - count + 0.5) / (count + 0.5));
  const score = scorer(found.lengths);
  const known = asked.concepts.map((concept): Concept & { rarity: number } => {
    const ways = concept.ways.map((way): FoundWay => ({ ...way, ...found.find(way) }));
    const literal = countLiteral(ways, size);
    if (literal === 0) return { ...concept, rarity: concept.says * UNKNOWN_WORD * rarityOf(0) };
    const rarity = rarityOf(literal);
    const weighed = ways.map((way) => ({
      ...way,
      weight: way.weight * Math.min(1, rarityOf(way.places.length) / rarity),
    }));
    score.add(weighed, concept.says * rarity);
    return { ...concept, ways: weighed, rarity: concept.says * rarity };
  });
  return {
    best: score.best(limit).map(({ place, score: mine }) => ({ ...found.passage(place), score: mine })),
    asked: { ...asked, concepts: known },
    rarity: known.map(({ rarity }) => rarity),
  };
}

/**
 * How many passages mean the word itself, which is as rare as they are: that a part of it is common does not make it so.
 * 0 when nothing speaks of it.
 */
function countLiteral(ways: readonly FoundWay[], size: number): number {
  const found = ways.filter(({ places }) => places.length > 0);
  const most = Math.max(...found.map(({ weight }) => weight));
  const literal = found.filter(({ weight }) => weight >= Math.min(most, LITERAL));
  if (literal.length < 2) return literal[0]?.places.length ?? 0;
  const seen = new Uint8Array(size);
  let count = 0;
  for (const { places } of literal)
    for (const place of places) {
      if (seen[place] === 0) count += 1;
      seen[place] = 1;
    }
  return count;
}

/** Sums up BM25 over concepts; of the ways to speak of one the best counts. `lengths` are those of the passages. */
function scorer(lengths: readonly number[]) {
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / Math.max(1, average)));
  const scores = new Float64Array(lengths.length);
  const bestWay = new Float64Array(lengths.length);
  return {
    add(ways: readonly FoundWay[], rarity: number): void {
      for (const { places, counts, weight } of ways)
        for (let at = 0; at < places.length; at += 1) {
          const place = places[at] as number;
          const count = counts[at] as number;
          const value = (weight * count * (K1 + 1)) / (count + (norms[place] as number));
          if (value > (bestWay[place] as number)) bestWay[place] = value;
        }
      for (let place = 0; place < bestWay.length; place += 1)
        scores[place] = (scores[place] as number) + rarity * (bestWay[place] as number);
      bestWay.fill(0);
    },
    /** The highest scores, best first; equal ones in the order in which they were found. */
    best(limit: number): { place: number; score: number }[] {
      const best: { place: number; score: number }[] = [];
      let least = 0;
      scores.forEach((score, place) => {
        if (score <= least) return;
        best.push({ place, score });
        if (best.length < 8 * limit) return;
        best.sort(byScore).length = limit;
        least = best.at(-1)?.score ?? 0;
      });
      return best.sort(byScore).slice(0, limit);
    },
  };
}

function byScore(a: { place: number; score: number }, b: { place: number; score: number }): number {
  return b.score - a.score || a.place - b.place;
}

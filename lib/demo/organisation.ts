import type { Role } from "#lib/access/schema.ts";

/** The invented company of the demo: a maker of garden furniture. */
export const people: readonly { name: string; email: string; role: Role }[] = [
  { name: "Ada Brandt", email: "ada.brandt@gartenhof.example", role: "admin" },
  { name: "Milan Kovač", email: "milan.kovac@gartenhof.example", role: "moderator" },
  { name: "Ines Ferreira", email: "ines.ferreira@gartenhof.example", role: "premium" },
  { name: "Jonas Weiler", email: "jonas.weiler@gartenhof.example", role: "user" },
  { name: "Priya Raman", email: "priya.raman@gartenhof.example", role: "user" },
  { name: "Tom Okafor", email: "tom.okafor@gartenhof.example", role: "user" },
];

export type Talk = { title: string; daysAgo: number; pinned?: boolean; turns: readonly string[] };

/** Person and model take turns. */
export const talks: readonly Talk[] = [
  {
    title: "Teak care sheet for dealers",
    daysAgo: 0,
    pinned: true,
    turns: [
      "Write a short care sheet for our teak benches. Dealers print it on one page.",
      "## Caring for teak\n\n1. **Wash** twice a year with warm water and a soft brush.\n2. **Dry** for two days before any oil.\n3. **Oil** only if you like the warm colour; silver grey is harmless.\n\n| When | What | Minutes |\n|---|---|---:|\n| April | Wash, check screws | 30 |\n| September | Wash, cover | 20 |\n\nNever use a pressure washer: it opens the grain.",
      "Add what to do about red wine stains.",
      "**Red wine:** blot at once, then a paste of baking soda and water for ten minutes, brush *along* the grain, rinse. An old stain may need 120-grit paper, followed by 240.",
    ],
  },
  {
    title: "Formula for shipping volume",
    daysAgo: 1,
    turns: [
      "How do I calculate volumetric weight for parcels, and when does it count?",
      "Carriers compare the scale weight with the volumetric weight and charge the larger one:\n\n$$w_v = \\frac{l \\cdot b \\cdot h}{5000}$$\n\nwith centimetres and kilograms. A bench carton of $160 \\times 45 \\times 30$ has $w_v = 43.2$ kg.\n\n```ts\nconst volumetricWeight = (l: number, b: number, h: number) => (l * b * h) / 5000;\n```",
    ],
  },
  {
    title: "Betriebsausflug im Mai",
    daysAgo: 3,
    turns: [
      "Wir sind 23 Leute und möchten im Mai einen Tag raus. Drei Ideen, höchstens 60 € pro Person?",
      "- **Kanutour** mit Picknick: etwa 45 € pro Person, bei Regen verschiebbar.\n- **Gärtnerei und Kochkurs:** etwa 58 €, wetterfest.\n- **Radtour zum Sägewerk** mit Führung: etwa 30 €, am günstigsten.\n\nSoll ich eine Umfrage dazu formulieren?",
    ],
  },
  {
    title: "Reply to a late delivery",
    daysAgo: 6,
    turns: [
      "A customer waits three weeks longer for a table. Draft a reply, honest, no excuses.",
      "> Your table is late, and that is our fault: we promised a date before the timber had arrived. It leaves our workshop on the 14th. Until then we lend you a folding table at no cost, and we take 10 % off.\n\nTwo sentences on *why* would only sound like excuses here, so I left them out.",
    ],
  },
  {
    title: "SQL for open orders",
    daysAgo: 12,
    turns: [
      "select orders older than 14 days that are not shipped, by region",
      "```sql\nselect region, count(*) as open_orders\nfrom orders\nwhere shipped_at is null\n  and ordered_at < now() - interval '14 days'\ngroup by region\norder by open_orders desc;\n```",
    ],
  },
];

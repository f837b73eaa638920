/** A reply with one of everything, as models write it. */
export const sample = `# Travel costs

Up to **120 €** a night [1], *more* with your manager's ~~verbal~~ written consent [2]. See the [policy](https://example.org/policy?year=2026) or \`travel.md\`.

| City | Limit | **Note** |
|:-----|------:|----------|
| Berlin | 120 € | see [1] |
| Paris | 150 € | \`peak\` season |

1. Book **early**
   - keep the _receipt_
   - never pay in cash
2. Send it to [accounts](mailto:accounts@example.org)

- [x] booked
- [ ] paid

> A quoted **rule**
> on two lines

\`\`\`python
def total(nights: int) -> int:
    return nights * 120  # **not** bold
\`\`\`

The sum is $n \\cdot 120$, so \\(n = 3\\) gives:

$$
3 \\cdot 120
= 360
$$

It costs $5 and $10 more, a_snake_case stays.

---

***Both*** and ![a map](https://example.org/map.png) at the end.
`;

/** The stylesheet of the sandbox's pages: the house's paper and type, with amber as the accent. */
export const stylesheet = `
@font-face {
  font-family: Newsreader;
  src: url('/fonts/serif.woff2') format('woff2');
  font-weight: 200 800;
  font-display: swap;
}
@font-face {
  font-family: 'Hanken Grotesk';
  src: url('/fonts/sans.woff2') format('woff2');
  font-weight: 100 900;
  font-display: swap;
}
:root {
  color-scheme: light dark;
  --paper: light-dark(oklch(.982 .006 88), oklch(.195 .008 70));
  --raised: light-dark(oklch(.997 .003 88), oklch(.232 .009 70));
  --ink: light-dark(oklch(.235 .014 60), oklch(.925 .012 86));
  --ink-2: light-dark(oklch(.42 .016 62), oklch(.775 .014 80));
  --ink-3: light-dark(oklch(.505 .016 66), oklch(.675 .014 78));
  --edge: light-dark(oklch(.60 .016 72), oklch(.56 .014 74));
  --rule: light-dark(oklch(.885 .012 84), oklch(.315 .011 70));
  --bad: light-dark(oklch(.48 .15 28), oklch(.76 .12 28));
  --good: light-dark(oklch(.46 .09 150), oklch(.78 .10 150));
  --accent: light-dark(oklch(.46 .10 70), oklch(.78 .10 75));
  --on-accent: light-dark(oklch(.985 .006 88), oklch(.195 .012 70));
  --serif: Newsreader, Georgia, serif;
  --sans: 'Hanken Grotesk', system-ui, sans-serif;
}
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 400 1rem/1.55 var(--sans); }
.band {
  background: repeating-linear-gradient(-45deg, oklch(.79 .13 78) 0 14px, oklch(.86 .12 84) 14px 28px);
  padding: 14px max(20px, (100% - 960px) / 2);
}
.band p {
  display: inline-block;
  margin: 0;
  padding: 8px 14px;
  border-radius: 7px;
  background: oklch(.97 .04 90);
  color: oklch(.235 .014 60);
  font-weight: 600;
}
main { max-width: 1000px; margin: 0 auto; padding: 40px 20px 96px; }
h1, h2, .price {
  font-family: var(--serif);
  font-weight: 400;
  letter-spacing: -.016em;
  line-height: 1.1;
  margin: 0;
  text-wrap: balance;
}
h1 { font-size: clamp(1.7rem, 1.4rem + 1.4vw, 2.2rem); overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin-bottom: 16px; }
.price { font-size: clamp(2.4rem, 2rem + 2vw, 3.4rem); margin: 8px 0 0; font-variant-numeric: lining-nums; }
.narrow > * { max-width: 560px; }
.answers { display: grid; gap: 12px; margin-top: 32px; }
.small { color: var(--ink-2); font-size: .875rem; line-height: 1.48; margin: 8px 0 0; }
.two { display: grid; gap: 32px; }
@media (min-width: 860px) { .two { grid-template-columns: minmax(0, 1fr) 320px; gap: 56px; align-items: start; } }
dl.sum { margin: 32px 0; }
dl.sum div {
  display: flex;
  justify-content: space-between;
  gap: 16px;
  padding: 12px 0;
  border-bottom: 1px solid var(--rule);
}
dl.sum dt, dl.sum dd { margin: 0; }
dl.sum dd { font-variant-numeric: tabular-nums lining-nums; text-align: right; white-space: nowrap; }
dl.sum div:last-child { font-weight: 700; }
fieldset { margin: 0; padding: 16px 20px; border: 2px dashed var(--edge); border-radius: 12px; min-width: 0; }
legend { padding: 0 6px; margin-left: -6px; font-weight: 600; }
.choice {
  display: grid;
  grid-template-columns: 24px 1fr;
  gap: 2px 10px;
  align-items: start;
  padding: 8px 0;
  min-height: 48px;
  cursor: pointer;
}
.choice input { width: 20px; height: 20px; margin: 3px 0 0; accent-color: var(--accent); }
.choice span { font-variant-numeric: tabular-nums lining-nums; }
.choice .number { grid-column: 2; color: var(--ink-3); font-size: .875rem; }
.panel { border: 1px solid var(--rule); border-radius: 12px; background: var(--raised); padding: 24px; }
.panel dl { margin: 0 0 20px; }
.panel dt { font-weight: 600; }
.panel dd { margin: 2px 0 12px; overflow-wrap: anywhere; }
button {
  font: 600 1rem/1.2 var(--sans);
  min-height: 48px;
  padding: 10px 16px;
  border-radius: 7px;
  border: 1px solid var(--edge);
  background: transparent;
  color: var(--ink);
  cursor: pointer;
}
button.first { width: 100%; border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.row { min-height: 40px; padding: 6px 12px; font-size: .875rem; }
a.row {
  display: inline-flex;
  align-items: center;
  min-height: 40px;
  padding: 6px 12px;
  border: 1px solid var(--edge);
  border-radius: 7px;
  font: 600 .875rem/1.2 var(--sans);
  text-decoration: none;
}
a.row.first { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
a.row:hover { background: color-mix(in oklab, var(--ink) 12%, transparent); }
a.row.first:hover { background: color-mix(in oklab, var(--ink) 12%, var(--accent)); }
.holding { display: grid; gap: 16px; margin-top: 24px; }
.holding p { margin: 4px 0 0; }
.holding h2 { margin: 0; }
.doings { display: flex; flex-wrap: wrap; gap: 8px; }
@media (min-width: 860px) { .holding { grid-template-columns: 1fr auto; align-items: center; } }
.field { display: grid; gap: 6px; font-weight: 600; }
.leave { margin-top: 48px; }
button:hover { background: color-mix(in oklab, var(--ink) 12%, transparent); }
button.first:hover { background: color-mix(in oklab, var(--ink) 12%, var(--accent)); }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 3px; }
a { color: inherit; text-underline-offset: .18em; }
.back { display: block; margin: 12px 0 0; padding: 10px; text-align: center; }
.note {
  display: block;
  border: 2px solid var(--bad);
  color: var(--bad);
  border-radius: 10px;
  padding: 12px 16px;
  margin: 0 0 24px;
  font-weight: 600;
}
.note.calm { border-color: var(--good); color: var(--good); }
.good { color: var(--good); }
.bad { color: var(--bad); }
section { margin-top: 48px; }
.wide { overflow-x: auto; margin-top: 16px; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
th, td { text-align: left; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
th.sum, td.sum { text-align: right; padding-right: 0; font-variant-numeric: tabular-nums lining-nums; }
th { border-color: var(--edge); }
td.id { font-size: .8125rem; overflow-wrap: anywhere; min-width: 12ch; }
.rules { list-style: none; padding: 0; }
.rules li { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 6px 0; }
.row-form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-top: 12px; }
.row-form label { display: grid; gap: 4px; font-size: .875rem; font-weight: 600; }
input[type=text], input[type=number], select {
  font: 400 1rem/1.2 var(--sans);
  min-height: 40px;
  padding: 6px 10px;
  border: 1px solid var(--edge);
  border-radius: 7px;
  background: var(--raised);
  color: var(--ink);
  max-width: 100%;
}
input[type=number] { width: 9ch; }
`;

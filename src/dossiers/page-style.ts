import { createHash } from 'node:crypto';

/** Reads on a screen, prints on A4. No script, and nothing that is fetched. */
export const pageStyle = `
:root { color: #1b1b1b; background: #fff; }
* { box-sizing: border-box; }
body { font: 15px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans", sans-serif;
  max-width: 60rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #1b1b1b; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p { margin: .3rem 0; }
.quiet { color: #595959; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d4d4d4; }
th { font-weight: 600; }
table.facts th { width: 12rem; }
td.day, td.number { white-space: nowrap; }
.mono { font: .8em/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
.outcome { font-weight: 600; }
td p { margin: 0; }
ol.life { padding-left: 1.4rem; }
ol.life li { margin: .25rem 0; }
s { color: #595959; }
@page { size: A4; margin: 18mm 16mm 20mm; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, li, .decision { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;

/** The page may use this style alone: no script, no picture, no frame, no form. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

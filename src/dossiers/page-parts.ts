import type { Writing } from '../explanations/explanations.port.js';
import { html, type Markup } from '../platform/html/markup.js';
import { roleTexts } from '../platform/http/problems/role-texts.js';
import type { Three } from '../platform/http/problems/texts.js';
import type { DossierEvent } from './dossier.js';
import type { pageTexts } from './page-texts.js';

export type Label = (name: keyof typeof pageTexts, filling?: Readonly<Record<string, string | number>>) => string;

export const factRow = (name: string, value: string | Markup): Markup =>
  html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr> `;

export const omitted = (count: number, label: Label): Markup | null =>
  count === 0 ? null : html`<p class="quiet">${label('omitted', { count })}</p>`;

export const historyTable = (events: readonly DossierEvent[], label: Label, writing: Writing): Markup =>
  html`<table>
    <thead>
      <tr>
        <th>${label('position')}</th>
        <th>${label('recorded')}</th>
        <th>${label('what')}</th>
        <th>${label('who')}</th>
        <th>${label('why')}</th>
      </tr>
    </thead>
    <tbody>
      ${events.map(
        ({ position, recordedAt, text, by, reason }) =>
          html`<tr>
            <td class="number">${position}</td>
            <td>${writing.instant(recordedAt)}</td>
            <td>${text}</td>
            <td>${whoIs(by, label, writing)}</td>
            <td>${reason}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;

const whoIs = ({ name, role, onBehalfOf }: DossierEvent['by'], label: Label, writing: Writing): string => {
  const roleName = writing.text((roleTexts as Readonly<Record<string, Three>>)[role] ?? [role, role, role]);
  const shown =
    name === null
      ? roleName
      : writing.text(['{name}（{role}）', '{name}（{role}）', '{name} ({role})'], { name, role: roleName });
  return onBehalfOf === null ? shown : label('behalf', { name: shown, behalf: onBehalfOf });
};

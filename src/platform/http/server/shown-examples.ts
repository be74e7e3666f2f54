import type { OpenAPIObject } from '@nestjs/swagger';

/** Answers that the server gave: by the id of the operation, and of refusals by their code. */
export interface AnswerExamples {
  readonly answers: Readonly<Record<string, unknown>>;
  readonly problems: Readonly<Record<string, unknown>>;
}

interface Media {
  readonly schema?: {
    readonly allOf?: readonly { readonly properties?: { readonly code?: { readonly enum?: string[] } } }[];
  };
  examples?: object;
}
interface Answer {
  readonly content?: Readonly<Record<string, Media>>;
}
interface Operation {
  readonly operationId?: string;
  readonly responses?: Readonly<Record<string, Answer>>;
}

const reference = (name: string) => ({ $ref: `#/components/examples/${name}` });
const ofProblem = (code: string): string => `problem.${code}`;

/**
 * Puts examples on what they are answers of, each listed once. A refusal shows those of its codes that have one: most
 * are refusals that operations share.
 */
export function showExamples(document: OpenAPIObject, { answers, problems }: AnswerExamples): void {
  const components = document.components!;
  components.examples = Object.fromEntries([
    ...Object.entries(answers).map(([id, value]) => [id, { value }]),
    ...Object.entries(problems).map(([code, value]) => [ofProblem(code), { value }]),
  ]) as never;
  for (const answer of Object.values((components.responses ?? {}) as Record<string, Answer>))
    showProblems(answer, problems);
  for (const item of Object.values(document.paths))
    for (const { operationId = '', responses = {} } of Object.values(item as Record<string, Operation>))
      for (const [status, answer] of Object.entries(responses)) {
        const media = answer.content?.['application/json'];
        if (status.startsWith('2') && media !== undefined && answers[operationId] !== undefined)
          media.examples = { answered: reference(operationId) };
        else showProblems(answer, problems);
      }
}

function showProblems({ content }: Answer, problems: AnswerExamples['problems']): void {
  const media = content?.['application/problem+json'];
  const codes = media?.schema?.allOf?.flatMap(({ properties }) => properties?.code?.enum ?? []) ?? [];
  const shown = codes.filter((code) => problems[code] !== undefined);
  if (media !== undefined && shown.length > 0)
    media.examples = Object.fromEntries(shown.map((code) => [code, reference(ofProblem(code))]));
}

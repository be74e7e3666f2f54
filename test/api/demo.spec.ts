import { describe, expect, it } from '@jest/globals';
import { freshFolder } from '../support/folder.js';
import { command } from '../support/serve.js';

describe('demo', () => {
  it('answers its three questions, the last one as it was known earlier, and ends', () => {
    const { code, out, errors } = command(freshFolder(), ['demo', '--once']);
    expect([code, errors]).toEqual([0, '']);
    const answers = out.split(/\n\d\. /).slice(1);
    expect(answers.map((answer) => /(granted|denied)[a-z-]* \(/.exec(answer.split('\n')[1]!)?.[1])).toEqual([
      'granted',
      'denied',
      'denied',
    ]);
    expect(answers[2]).toContain('gap');
    expect(answers.every((answer) => answer.includes('curl -s -H'))).toBe(true);
  });
});

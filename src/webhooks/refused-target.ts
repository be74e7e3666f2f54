import { Refusal } from '../../domain/kernel/decider.js';
import { TargetRefused, type Targets } from './targets.js';

/**
 * Why an address cannot be posted to, by its form alone: a host that cannot be resolved today may be there tomorrow,
 * and each delivery resolves it again.
 */
export const refusedTarget = async (targets: Targets, text: string): Promise<Refusal | undefined> => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  try {
    if (url === undefined || !/^https?:$/.test(url.protocol))
      throw new TargetRefused('not-https', 'it is no https address');
    targets.assertForm(url);
    await targets.addresses(url).catch((error: TargetRefused) => {
      if (error.why !== 'unresolved') throw error;
    });
    return undefined;
  } catch (error) {
    if (error instanceof TargetRefused) return new Refusal('webhook-target', '', { url: text, why: error.why });
    throw error;
  }
};

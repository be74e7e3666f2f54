import type { UseCase } from '../platform/commands/use-case.js';
import { publishRelease } from './publish-release.command.js';
import { rescheduleRelease } from './reschedule-release.command.js';

/** Every write of releases: routes and what-if issue its command from here. */
export const releaseUseCases: readonly UseCase[] = [publishRelease, rescheduleRelease];

/** What other features may ask of histories. */
export { dataSchemas } from './event-schemas.js';
export { dataOfEvents, sharedByEvents } from './event-data.js';
export { History } from './history.service.js';
export { TimelineEnds } from './timeline-ends.js';

/** What other features may ask of imports. */
export { ImportsBeingUndone } from './undo/being-undone.js';

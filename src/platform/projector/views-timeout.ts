/** How long a caller waits for views to have what it needs, in ms. */
export const viewsTimeoutMs = 5_000;

/** How every finding of what nginx refuses begins: what that means to whoever runs it. */
export const REFUSED = 'nginx does not start, and a reload has no effect:';

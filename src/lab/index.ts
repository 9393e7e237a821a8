/** A user's configuration in a sandbox: a throw-away nginx, instrumented backends, scaled time. */
export { arriving } from './arriving.ts';
export { type AskedPath, isTakenByStream, mappedPort } from './asked-path.ts';
export type { LabFacts } from './lab-facts.ts';
export { type Lab, type LabOptions, openLab } from './open-lab.ts';
export { openSites, type Sites } from './open-sites.ts';
export type { Unkept } from './sandbox/rewriting.ts';
export type { Stand } from './stand.ts';

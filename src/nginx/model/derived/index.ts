export type { DerivedContext, DerivedVariable } from './derived-variable.ts';
export { readGeo } from './geo.ts';
export { readMap } from './map.ts';
export { readSplitClients } from './split-clients.ts';

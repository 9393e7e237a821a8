// `npm run build`: dist/ from nothing.
import { build } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';

ensureDependencies();
await build();

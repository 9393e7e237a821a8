// `npm start`: the set-up, as far as it is missing, and then `fairlead up` with the embedded backend.
import { ensureBuilt } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';

ensureDependencies();
await ensureBuilt();

// In this very process, so that whoever ends it ends the gateway, and nothing has to hand signals on.
process.argv.splice(2, 0, 'up');
await import('../dist/cli/main.cjs');

// `npm run picture`: the picture of the README, taken of the real page through a real nginx.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt } from './lib/build.mjs';
import { root } from './lib/run.mjs';

await ensureBuilt();
// Only now: what was there before may have been missing, or old.
const { up } = await import('../dist/index.js');
const { freePort } = await import('../dist/nginx/process/free-port.js');

const [https, http] = [await freePort(), await freePort()];
const listen = { https: `127.0.0.1:${https}`, http: `127.0.0.1:${http}` };
const running = await up({ settings: { listen } });
const browser = await chromium.launch({
  executablePath: process.env.FAIRLEAD_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({
      colorScheme,
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 1050 },
    });
    const page = await context.newPage();
    await page.goto(`https://localhost:${https}/`);
    await page.locator('body[data-transport="websocket"]').waitFor();
    // Enough round trips for a sparkline that is one.
    await page.waitForTimeout(12_000);
    await page.screenshot({ path: join(root, 'docs', `page-${colorScheme}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await running.close({ graceMs: 0 });
}

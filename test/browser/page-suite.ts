import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

/** A page that is being served, and the way to end that. */
export interface ServedPage {
  /** Where the page is, such as `https://localhost:8443`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds for one step on a slow machine: the longest wait between two attempts is 13 s. */
const STEP_MS = 30_000;
const TEST_MS = 4 * STEP_MS;

/** A lamp that is dark at first. */
const LAMP = '[data-lamp="0"]';

/** What the browser itself reports when a line that the test had cut breaks off or is refused. */
const CUT_LINE = /\/ws\/.*(503|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_HTTP2_PROTOCOL_ERROR)/s;

/** The tests of the page, wherever it is served: two pages in step, line cut, fallback, back again. */
export function pageSuite(name: string, start: () => Promise<ServedPage>): void {
  const executablePath = findChromium();
  const why = 'no Chromium found; FAIRLEAD_CHROMIUM may name one';
  if (executablePath === undefined) {
    describe(name, () => test.skip(`skipped: ${why}`));
    return;
  }

  describe(name, () => {
    const stage = new Stage(executablePath, start);
    beforeAll(() => stage.open(), 2 * STEP_MS);
    afterEach(() => stage.closePages(), STEP_MS);
    afterAll(() => stage.close(), STEP_MS);

    test('two pages are in step', () => staysInStep(stage), TEST_MS);
    test('a line that is cut falls back, and comes back', () => fallsBack(stage), TEST_MS);
    test('what is pressed without a line is not lost', () => losesNothing(stage), TEST_MS);
    test('the board is worked with the keyboard', () => hasKeys(stage), TEST_MS);
    test('a narrow page has no sideways scrolling', () => fitsNarrow(stage), TEST_MS);
  });
}

async function staysInStep(stage: Stage): Promise<void> {
  const [one, two] = [await stage.newPage(), await stage.newPage()];
  for (const page of [one, two]) await onTransport(page, 'websocket');
  for (const from of [one, two]) await pressAndSee(from, [one, two]);
  expect(await one.getAttribute('body', 'data-node')).toMatch(/^[ab]$/);
  const seen = await one.locator('[data-seen="request-line"]').textContent();
  expect(seen).toMatch(/^GET \/ws\/\?session=\w+ HTTP\/1\.1$/);
  await one.locator('[data-fact="round-trip"]', { hasText: 'ms' }).waitFor({ timeout: STEP_MS });
  expect(stage.complaints()).toEqual([]);
}

async function fallsBack(stage: Stage): Promise<void> {
  const [one, two] = [await stage.newPage(), await stage.newPage()];
  for (const page of [one, two]) await onTransport(page, 'websocket');
  await one.click('[data-action="cut"]');
  await onTransport(one, 'sse');
  expect(await one.locator('[data-fact="close"]').textContent()).toBe('1006');
  for (const from of [one, two]) await pressAndSee(from, [one, two]);
  await one.click('[data-action="cut"]');
  await onTransport(one, 'polling');
  for (const from of [one, two]) await pressAndSee(from, [one, two]);
  await one.click('[data-action="mend"]');
  await onTransport(one, 'websocket');
  for (const from of [one, two]) await pressAndSee(from, [one, two]);
  expect(await two.locator('[data-fact="reconnects"]').textContent()).toBe('0');
  expect(stage.complaints(CUT_LINE)).toEqual([]);
}

async function losesNothing(stage: Stage): Promise<void> {
  const [one, two] = [await stage.newPage(), await stage.newPage()];
  for (const page of [one, two]) await onTransport(page, 'websocket');
  for (const next of ['sse', 'polling', 'none']) {
    await one.click('[data-action="cut"]');
    await onTransport(one, next);
  }
  await one.click(LAMP);
  await one.locator(`${LAMP}[data-pending]`).waitFor({ timeout: STEP_MS });
  await pressAndSee(two, [two], '[data-lamp="1"]');
  await one.click('[data-action="mend"]');
  await onTransport(one, 'websocket');
  await one.locator(`${LAMP}:not([data-pending])`).waitFor({ timeout: STEP_MS });
  await sameBoard(one, two);
  expect(stage.complaints(CUT_LINE)).toEqual([]);
}

async function hasKeys(stage: Stage): Promise<void> {
  const page = await stage.newPage();
  await onTransport(page, 'websocket');
  await page.focus(LAMP);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('[data-lamp="13"]:focus');
  const before = await focused.getAttribute('aria-pressed', { timeout: STEP_MS });
  await page.keyboard.press('Space');
  const after = before === 'true' ? 'false' : 'true';
  await page.locator(`[data-lamp="13"][aria-pressed="${after}"]`).waitFor({ timeout: STEP_MS });
}

async function fitsNarrow(stage: Stage): Promise<void> {
  const page = await stage.newPage();
  await page.setViewportSize({ width: 360, height: 800 });
  await onTransport(page, 'websocket');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
}

async function onTransport(page: Page, transport: string): Promise<void> {
  const onIt = page.locator(`body[data-transport="${transport}"]`);
  await onIt.waitFor({ state: 'attached', timeout: STEP_MS });
}

/** Presses a lamp on one page, and waits until all pages show the next step and the same board. */
async function pressAndSee(from: Page, pages: readonly Page[], lamp = LAMP): Promise<void> {
  const step = Number(await from.getAttribute('body', 'data-step'));
  await from.click(lamp);
  for (const page of pages) {
    const there = page.locator(`body[data-step="${step + 1}"]`);
    await there.waitFor({ state: 'attached', timeout: STEP_MS });
  }
  for (const page of pages) await sameBoard(from, page);
}

async function sameBoard(one: Page, other: Page): Promise<void> {
  const board = (page: Page): Promise<unknown> =>
    page
      .locator('[data-lamp]')
      .evaluateAll((lamps) => lamps.map((lamp) => lamp.getAttribute('aria-pressed')).join());
  await expect.poll(() => board(other), { timeout: STEP_MS }).toEqual(await board(one));
}

/** The browser, what it visits, and what it complained of. */
class Stage {
  readonly #executablePath: string;
  readonly #start: () => Promise<ServedPage>;
  #served: ServedPage | undefined;
  #browser: Browser | undefined;
  #pages: Page[] = [];
  #complaints: string[] = [];

  constructor(executablePath: string, start: () => Promise<ServedPage>) {
    this.#executablePath = executablePath;
    this.#start = start;
  }

  async open(): Promise<void> {
    this.#served = await this.#start();
    this.#browser = await chromium.launch({
      executablePath: this.#executablePath,
      // A container's root cannot have Chromium's sandbox; and nothing but the page is to be visited.
      chromiumSandbox: false,
      args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
    });
  }

  async newPage(): Promise<Page> {
    if (this.#browser === undefined || this.#served === undefined) throw new Error('Not open.');
    // A development certificate is its own authority; that it is right is proven elsewhere.
    const page = await this.#browser.newPage({ ignoreHTTPSErrors: true });
    this.#pages.push(page);
    page.on('pageerror', (error) => this.#complaints.push(String(error.stack)));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      this.#complaints.push(`${message.location().url}: ${message.text()}`);
    });
    await page.goto(this.#served.url);
    return page;
  }

  /** What the pages' consoles said, apart from what was to be expected. */
  complaints(expected?: RegExp): string[] {
    return this.#complaints.filter((complaint) => !expected?.test(complaint));
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#pages.map((page) => page.close()));
    this.#pages = [];
    this.#complaints = [];
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#served?.close();
  }
}

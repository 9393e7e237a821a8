/** A setting that cannot be used: which one, what was got, and what is expected instead. */
export class SettingError extends Error {
  readonly setting: string;
  readonly got: string;
  readonly expected: string;

  constructor(setting: string, got: unknown, expected: string) {
    const shown = typeof got === 'string' ? got : (JSON.stringify(got) ?? String(got));
    super(`${setting}: got ${shown}, expected ${expected}`);
    this.name = 'SettingError';
    this.setting = setting;
    this.got = shown;
    this.expected = expected;
  }
}

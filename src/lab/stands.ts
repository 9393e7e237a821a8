import { type LabStandOptions, openLabStand } from './lab-stand.ts';
import type { Lab } from './open-lab.ts';
import type { Stand } from './stand.ts';

/** The stands of a lab, by what makes them differ, each opened once. */
export class Stands {
  private readonly lab: Lab;
  private readonly opened = new Map<string, Promise<Stand>>();

  constructor(lab: Lab) {
    this.lab = lab;
  }

  /** `use` keeps apart what must not disturb each other. */
  open(options: LabStandOptions, use = ''): Promise<Stand> {
    const { scale, backends, keepsLimits = false, guards = 'none' } = options;
    const key = `${scale} ${backends} ${keepsLimits} ${guards} ${use}`;
    const known = this.opened.get(key) ?? openLabStand(this.lab, options);
    this.opened.set(key, known);
    return known;
  }

  /** The lines of all their error logs that hold the text. */
  async errorLogLines(text: string): Promise<string[]> {
    const stands = await Promise.all(this.opened.values());
    const lines = await Promise.all(stands.map(({ control }) => control.errorLogLines(text)));
    return lines.flat();
  }

  async close(): Promise<void> {
    const stands = await Promise.allSettled(this.opened.values());
    await Promise.all(stands.map((one) => one.status === 'fulfilled' && one.value.close()));
  }
}

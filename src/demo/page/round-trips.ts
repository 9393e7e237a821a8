/** Round trips that are remembered. */
export const ROUND_TRIPS_KEPT = 30;

/** How long the way there and back takes, over the transport in use. One ping is under way at a time. */
export class RoundTrips {
  #samples: number[] = [];
  #underWay: { readonly number: number; readonly sentAt: number } | undefined;
  #last = 0;

  /** Milliseconds, oldest first. */
  get samples(): readonly number[] {
    return this.#samples;
  }

  /** Numbers a ping that is sent now; undefined while another is under way. */
  begin(now: number): number | undefined {
    if (this.#underWay !== undefined) return undefined;
    this.#last += 1;
    this.#underWay = { number: this.#last, sentAt: now };
    return this.#last;
  }

  /** Takes the answer to a ping. */
  end(number: number, now: number): void {
    if (this.#underWay?.number !== number) return;
    this.#samples = [...this.#samples, now - this.#underWay.sentAt].slice(-ROUND_TRIPS_KEPT);
    this.#underWay = undefined;
  }

  /** Begins anew: another transport has other times, and a ping that went over the old one is lost. */
  reset(): void {
    this.#samples = [];
    this.#underWay = undefined;
  }
}

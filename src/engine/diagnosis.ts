import type { Severity } from '../checks/check.ts';
import type { HandshakeEvidence } from '../probe/evidence.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Verdict } from './verdict.ts';

/** What a configuration says of one URL, or of all that it serves. */
export interface FileEvidence {
  readonly findings: readonly PlacedFinding[];
  /** Ids of the checks that were judged. */
  readonly judged: readonly string[];
  /** Ids of those of which the file does not tell whether they hold: undecided, or silenced. */
  readonly unsure: readonly string[];
  /** The port at which the request of the URL is taken to come to nginx; of a whole file none. */
  readonly arrivesAt?: number;
  /** What turns away a handshake that brings no password, address or cookie, as that of a probe. */
  readonly guard?: Guard;
  /** The `auth_request` whose server decides who gets in, which no file tells. */
  readonly asks?: LineInWords;
  /** The line by which the request of the URL is handed on. */
  readonly passing?: LineInWords;
}

/** A line that turns some clients away, and how. */
export interface Guard extends LineInWords {
  readonly status: number;
}

/** A line of a file. */
export interface LineInWords {
  /** Such as `auth_basic staff`. */
  readonly line: string;
  /** Such as `nginx.conf:6`. */
  readonly place: string;
}

/** What a live address showed from outside. */
export interface LiveAddressEvidence {
  readonly handshake: HandshakeEvidence;
  readonly verdicts: readonly Verdict[];
  /** Why its certificate is not trusted, as a sentence; null where it is, or where there is none. */
  readonly untrusted: string | null;
}

/** One URL with all that is known of it; without a URL, the whole configuration. */
export interface DiagnosisSubject {
  readonly url: string | null;
  readonly file?: FileEvidence;
  readonly live?: LiveAddressEvidence;
}

/** One thing of a diagnosis. */
export interface Statement {
  readonly url: string | null;
  /** Null for the answer to the handshake itself, which no single check stands for. */
  readonly check: string | null;
  readonly severity: Severity;
  readonly message: string;
  /** Where in the files; null for what only the live address shows. */
  readonly finding: PlacedFinding | null;
  /** What the live address showed of it; null where it shows nothing. */
  readonly live: string | null;
}

/** What all the evidence together says. */
export interface Diagnosis {
  /** The likeliest cause in one sentence, or that there is none. */
  readonly cause: string;
  /** What file and live answer both show, and is certain. */
  readonly agreed: readonly Statement[];
  /** Where one says that it is right, and the other that it is not. */
  readonly disagreed: readonly Statement[];
  /** What only one of them can show. */
  readonly alone: readonly Statement[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly string[];
}

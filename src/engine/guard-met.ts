import type { DiagnosisSubject, Guard } from './diagnosis.ts';

/**
 * The guard of the file that gave the live answer: it turns away who brings no password, address or
 * cookie, as a probe does. Undefined where the answer is another one.
 */
export function guardMet({ file, live }: DiagnosisSubject): Guard | undefined {
  const guard = file?.guard;
  return guard !== undefined && guard.status === live?.handshake.status ? guard : undefined;
}

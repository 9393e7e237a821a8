import type { DiagnosisSubject, Guard } from './diagnosis.ts';

/**
 * The guard of the file that gave the live answer: it turns away who brings no password, address or
 * cookie, as a probe does. Undefined where the answer is another one.
 */
export function guardMet({ file, live }: DiagnosisSubject): Guard | undefined {
  const { guard } = file ?? {};
  const { status = null } = live?.handshake ?? {};
  return status !== null && guard?.statuses.includes(status) ? guard : undefined;
}

import type { DiagnosisSubject, LineInWords } from './diagnosis.ts';

/**
 * The line of the file that gave the live answer: it turns away who brings no password, address or
 * cookie, as a probe does. Undefined where the answer is another one.
 */
export function guardMet({ file, live }: DiagnosisSubject): LineInWords | undefined {
  const status = live?.handshake.status;
  if (file?.guard !== undefined && file.guard.status === status) return file.guard;
  return status === 401 || status === 403 ? file?.asks : undefined;
}

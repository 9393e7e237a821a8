/** Every verb as a function, and the type of the settings. */
export type { Diagnosis, Statement } from './engine/diagnosis.ts';
export type { PlacedFinding } from './engine/placed-finding.ts';
export type { Finding, Outcome, Verdict } from './engine/verdict.ts';
export { SettingError } from './gateway/setting-error.ts';
export {
  defineConfig,
  type HopSettings,
  type JudgementSettings,
  type ListenSettings,
  type LogSettings,
  type Settings,
} from './gateway/settings.ts';
export type { RunningGateway } from './gateway/start-gateway.ts';
export { type NginxBinary, NginxStartError } from './nginx/process/index.ts';
export type { Explanation } from './report/explanation.ts';
export type { LiveReport } from './report/json.ts';
export {
  type Checked,
  type CheckOptions,
  type CheckSettings,
  check,
} from './verbs/check.ts';
export { type Doctored, type DoctorOptions, doctor, type ProbedAddress } from './verbs/doctor.ts';
export type { QuestionOptions } from './verbs/explain/question.ts';
export { type Explain, type Explained, type ExplainOptions, explain } from './verbs/explain.ts';
export { type Init, type InitOptions, init } from './verbs/init.ts';
export {
  type NginxFetchOptions,
  type NginxOptions,
  nginxFetch,
  nginxList,
  nginxWhich,
} from './verbs/nginx.ts';
export type { BackendAnswer } from './verbs/prove/prove-path.ts';
export {
  type Proof,
  type ProveEvent,
  type Proven,
  type ProveOptions,
  prove,
} from './verbs/prove.ts';
export type { UpEvent } from './verbs/up/events.ts';
export { type Up, type UpOptions, up } from './verbs/up.ts';

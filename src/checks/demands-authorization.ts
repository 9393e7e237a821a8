import { type Model, type Trace, trace } from '../nginx/model/index.ts';

/**
 * Whether nginx itself refuses a handshake for nothing but the lack of an `Authorization` header, which
 * a page cannot set. (Of `auth_basic` the browser may know the password.)
 */
export function demandsAuthorization({ outcome, request }: Trace, model: Model): boolean {
  if (outcome.kind !== 'response' || ![400, 401, 403].includes(outcome.status)) return false;
  if (outcome.at?.directive.name === 'auth_basic') return false;
  const authorization = { name: 'Authorization', value: 'Bearer x' };
  const headers = [...request.headers, authorization];
  return trace(model, { ...request, headers }).outcome.kind === 'proxy';
}

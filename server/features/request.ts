import * as v from 'valibot';
import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import { errorPlace } from '../log.ts';
import type { FeatureContext } from './context.ts';

/**
 * One language feature: it answers from what is known, or null when there is nothing to say. One that takes
 * long looks at the token and throws `Cancelled`.
 */
export type FeatureHandler<P, R> = (
  params: P,
  context: FeatureContext,
  token: CancellationToken,
) => R | Promise<R>;

/** Nobody waits for the answer any more. */
export class Cancelled extends Error {}

/** A request that cannot be done; the message is one sentence for people, without a sample's text. */
export class Refused extends Error {}

/** Registers handlers of requests that the protocol files name, each with the schema of its parameters. */
export function answering(
  connection: Connection,
  context: () => FeatureContext | null,
): <P, R>(
  method: string,
  schema: v.GenericSchema<unknown, P>,
  handler: FeatureHandler<P, R>,
) => void {
  return (method, schema, handler) => {
    const name = method.replace(/^.*\//, '');
    connection.onRequest(method, request(name, context, handler, schema));
  };
}

/**
 * Turns a feature into a request handler. Before the server is set up it answers `null`; a request that was
 * cancelled is answered as such, one that is refused with its sentence; a failure becomes one sentence for the client and a log line with the kind of
 * error only, because the message of an error could hold a sample's text.
 * @param schema For requests beyond the standard protocol: what their parameters have to be.
 */
export function request<P, R>(
  name: string,
  context: () => FeatureContext | null,
  handler: FeatureHandler<P, R>,
  schema?: v.GenericSchema<unknown, P>,
): (params: P, token: CancellationToken) => Promise<R | null | ResponseError> {
  return async (params, token) => {
    const ready = context();
    if (ready === null) return null;
    if (token.isCancellationRequested) return cancelled(name);
    if (schema !== undefined && !v.is(schema, params)) {
      const message = `The request ${name} has parameters that Latent Lint does not understand.`;
      return new ResponseError(ErrorCodes.InvalidParams, message);
    }
    try {
      return await handler(params, ready, token);
    } catch (error) {
      if (error instanceof Cancelled) return cancelled(name);
      if (error instanceof Refused) {
        ready.log.error(error.message);
        return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
      }
      ready.log.error(`The request ${name} failed: ${errorPlace(error)}`);
      const message = `Latent Lint could not answer the request ${name}. The log says where it failed.`;
      return new ResponseError(LSPErrorCodes.RequestFailed, message);
    }
  };
}

function cancelled(name: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, `The request ${name} was cancelled.`);
}

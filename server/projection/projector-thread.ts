import { parentPort } from 'node:worker_threads';
import type { FromProjector, ProjectionJob, ResultOf } from './messages.ts';
import { runJob } from './run-job.ts';

/** A report of progress is sent when at least this share was done since the last. */
const leastProgress = 0.01;

const port = parentPort;
port?.once('message', (job: ProjectionJob) => {
  const send = (message: FromProjector<ResultOf<ProjectionJob>>) => port.postMessage(message);
  let reported = 0;
  const result = runJob(job, (share) => {
    if (share - reported < leastProgress) return;
    reported = share;
    send({ kind: 'progress', share });
  });
  send({ kind: 'done', result });
});

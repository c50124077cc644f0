import { measureFidelity } from '../core/map/fidelity.ts';
import { placeRows, type LayoutModel } from '../core/map/layout.ts';
import { measureMap } from '../core/map/map-quality.ts';
import { fitPca } from '../core/map/pca.ts';
import { findTopics } from '../core/map/topics.ts';
import { VectorTable } from '../core/map/vector-table.ts';
import { agreementTable } from '../core/exchange/agreement-table.ts';
import { fitFeature } from '../core/own-features/fit-feature.ts';
import { calibratedWith } from '../core/own-features/ordinary-file.ts';
import type { Places, ProjectionJob, ResultOf } from './messages.ts';
import { fitUmap } from './fit-umap.ts';

/** Rows that are placed between two reports of progress. */
const block = 1_024;

/** Told the share of the work that is done, 0..1. */
export type OnProgress = (share: number) => void;

/** Does one job on this thread, from start to end. */
export function runJob(job: ProjectionJob, onProgress: OnProgress): ResultOf<ProjectionJob> {
  switch (job.kind) {
    case 'figures': {
      const fit = fitFeature(job.input);
      return fit.kind === 'fitted' ? fit.fitted.figures : null;
    }
    case 'agreement': {
      const samples = Array.from(job.above, (risk, at) => {
        return { risk, opinion: job.opinion[at] ?? 0 };
      });
      return agreementTable(samples, 0);
    }
    case 'recalibration':
      return calibratedWith(job.pack, job.own, job.thresholds);
    case 'layout':
    case 'place':
    case 'quality':
    case 'topics':
      return runMapJob(job, onProgress);
  }
}

type MapJob = Extract<ProjectionJob, { readonly vectors: unknown }>;

function runMapJob(job: MapJob, onProgress: OnProgress): ResultOf<MapJob> {
  const table = new VectorTable(job.vectors);
  switch (job.kind) {
    case 'layout': {
      const fitShare = job.projection === 'pca' ? 0.2 : 0.5;
      const model =
        job.projection === 'pca'
          ? fitPca(table, job.order)
          : fitUmap(table, job.order, (share) => onProgress(fitShare * share));
      const places = placeAll(model, table, (share) =>
        onProgress(fitShare + (1 - fitShare) * share),
      );
      return { model, ...places };
    }
    case 'place':
      return placeAll(job.model, table, onProgress);
    case 'quality': {
      const quality = measureMap(table, job.x, job.y, job.order);
      return { quality, fidelity: measureFidelity(table, job.x, job.y, job.order, onProgress) };
    }
    case 'topics':
      return findTopics(table, job.order, onProgress);
  }
}

function placeAll(model: LayoutModel, table: VectorTable, onProgress: OnProgress): Places {
  const x = new Float32Array(table.rows);
  const y = new Float32Array(table.rows);
  for (let start = 0; start < table.rows; start += block) {
    const end = Math.min(table.rows, start + block);
    placeRows(model, table, start, end, x, y);
    onProgress(end / table.rows);
  }
  return { x, y };
}

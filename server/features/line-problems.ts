import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import type { Problem } from '../core/sample.ts';
import type { FileScan } from '../scan/file-scan.ts';

/** The most diagnostics for lines that cannot be read, and for remarks: with the findings under 1,000. */
const mostErrors = 70;
const mostRemarks = 25;

/** Lines that are not valid JSON, as errors, and remarks on samples; of many the first, with a count. */
export function lineProblems(file: FileScan): Diagnostic[] {
  const errors: Diagnostic[] = [];
  const remarks: Diagnostic[] = [];
  let moreErrors = 0;
  let moreRemarks = 0;
  for (let line = 0; line < file.lines.length; line += 1) {
    const summary = file.lines[line]?.summary;
    if (summary?.kind === 'invalid') {
      if (errors.length >= mostErrors) moreErrors += 1;
      else errors.push(diagnostic(line, summary.problem, DiagnosticSeverity.Error));
    } else if (summary?.kind === 'sample' && summary.warnings.length > 0) {
      for (const warning of summary.warnings) {
        if (remarks.length >= mostRemarks) moreRemarks += 1;
        else remarks.push(diagnostic(line, warning, DiagnosticSeverity.Information));
      }
    }
  }
  return [
    ...errors,
    ...more(moreErrors, errors, 'more lines that cannot be read'),
    ...remarks,
    ...more(moreRemarks, remarks, 'more remarks on samples'),
  ];
}

function diagnostic(line: number, problem: Problem, severity: DiagnosticSeverity): Diagnostic {
  return {
    range: {
      start: { line, character: problem.start },
      end: { line, character: problem.end },
    },
    severity,
    source: 'Latent Lint',
    code: problem.code,
    message: problem.message,
  };
}

function more(count: number, listed: readonly Diagnostic[], what: string): Diagnostic[] {
  const last = listed.at(-1);
  if (count === 0 || last === undefined) return [];
  return [
    {
      range: last.range,
      severity: DiagnosticSeverity.Information,
      source: 'Latent Lint',
      code: 'more',
      message: `${count} ${what}.`,
    },
  ];
}

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { DiagnosticsPublisher } from '../../../server/features/publisher.ts';
import { scan, textLine, type Scanned } from './scanned.ts';

describe('the publisher', () => {
  let sent: PublishDiagnosticsParams[];
  let scanned: Scanned;
  let publisher: DiagnosticsPublisher;

  beforeEach(async () => {
    scanned = await scan([textLine('0.45 risky'), textLine('0.1 fine')]);
    sent = [];
    publisher = new DiagnosticsPublisher(scanned.context, async (params) => {
      sent.push(params);
      return Promise.resolve();
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  afterEach(() => vi.useRealTimers());

  function edit(text: string): void {
    const { file } = scanned;
    file.change(file.version + 1, [
      { range: { start: { line: 1, character: 9 }, end: { line: 1, character: 12 } }, text },
    ]);
    publisher.changed(file);
  }

  test('sends once for many changes, and nothing when nothing changed', async () => {
    const { file } = scanned;
    for (let change = 0; change < 20; change += 1) {
      file.revision += 1;
      publisher.changed(file);
    }
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.map(({ diagnostics }) => diagnostics.length)).toEqual([1]);
    publisher.changed(file);
    expect(await publisher.publish(file)).toBe(true);
    expect(sent).toHaveLength(1);
  });

  test('waits for edited lines, and sends at once when they have their scores', async () => {
    const { file } = scanned;
    await publisher.publish(file);
    edit('0.3');
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(1);
    scanned.context.scanner.wake();
    await vi.waitFor(() => expect(file.finished).toBe(true));
    publisher.changed(file);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.version).toBe(2);
  });

  test('does not wait for ever while somebody goes on typing', async () => {
    await publisher.publish(scanned.file);
    for (let at = 0; at < 30; at += 1) {
      edit('0.3');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(2);
  });

  test('takes the marks back when a file is closed, and sends nothing for it later', async () => {
    const { file, context } = scanned;
    await publisher.publish(file);
    edit('0.3');
    context.scanner.remove(file.uri);
    await publisher.close(file.uri);
    await vi.advanceTimersByTimeAsync(5000);
    expect(sent.at(-1)).toEqual({ uri: file.uri, diagnostics: [] });
    expect(sent).toHaveLength(2);
    expect(await publisher.publish(file)).toBe(false);
  });

  test('a message that is not taken does not keep the next ones back, and is told once', async () => {
    const { file, context } = scanned;
    const errors: string[] = [];
    let refused = 2;
    const log = { ...context.log, error: (text: string) => errors.push(text) };
    publisher = new DiagnosticsPublisher({ ...context, log }, async (params) => {
      if ((refused -= 1) >= 0) throw new Error('gone');
      sent.push(params);
      return Promise.resolve();
    });
    for (let time = 0; time < 3; time += 1) {
      file.revision += 1;
      await publisher.publish(file);
    }
    expect(sent).toHaveLength(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^Diagnostics could not be sent: Error/);
  });

  test('a publication that fails keeps no later one back, and fails nothing else', async () => {
    const { file, context } = scanned;
    const errors: string[] = [];
    const log = { ...context.log, error: (text: string) => errors.push(text) };
    publisher = new DiagnosticsPublisher({ ...context, log }, async (params) => {
      sent.push(params);
      return Promise.resolve();
    });
    const files = vi.spyOn(context.scanner, 'files', 'get').mockImplementation(() => {
      throw new Error('a bug');
    });
    publisher.changed(file);
    await vi.advanceTimersByTimeAsync(200);
    files.mockRestore();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^A publication failed: Error/);
    expect(await publisher.publish(file)).toBe(true);
    expect(sent).toHaveLength(1);
  });
});

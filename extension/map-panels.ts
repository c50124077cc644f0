import * as vscode from 'vscode';
import { activeUri, isTooLarge, tooLargeSentence } from './active-file.ts';
import { MapPanel, type PanelContent, type PanelParts } from './map-panel.ts';
import { parseKeptPanel, parseSamplePlace } from './panel-messages.ts';

const viewType = 'latentLint.map';

/** All maps that are open: one for each set of files. They come back when the window is reloaded. */
export class MapPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #parts: PanelParts;
  readonly #panels = new Set<MapPanel>();
  readonly #registration: vscode.Disposable;

  constructor(parts: PanelParts) {
    this.#parts = parts;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /**
   * Shows the map of a file, by default of the one in front, beside the editor. Rejects with a sentence when
   * there is none.
   * @param file what a menu says: the address that it was opened on.
   */
  async show(file?: unknown): Promise<void> {
    const uri = file instanceof vscode.Uri ? file : activeUri();
    if (uri === undefined) {
      const front = [...this.#panels].find(({ panel }) => panel.active);
      if (front === undefined) {
        throw new Error('Open a training file (JSON Lines) to see its map.');
      }
      return;
    }
    await this.#panelOf(uri);
  }

  /** Shows the map of a sample's file and selects the sample. */
  async showSample(place: unknown): Promise<void> {
    const sample = parseSamplePlace(place);
    if (sample === null) {
      throw new Error('There is no sample to show on the map.');
    }
    const panel = await this.#panelOf(vscode.Uri.parse(sample.uri));
    panel.select(sample.uri, sample.line);
  }

  /** Shows the map of a file with one of its sections open. */
  async showSection(uri: vscode.Uri, section: string): Promise<void> {
    const panel = await this.#panelOf(uri);
    panel.showSection(section);
  }

  /** VS Code calls it for every map that was open when the window was closed. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, data: unknown): Promise<void> {
    const kept = parseKeptPanel(data);
    if (kept === null) {
      panel.dispose();
    } else {
      const uris = kept.uris.map((uri) => vscode.Uri.parse(uri));
      this.#add(panel, { uris, state: kept.state });
    }
    return Promise.resolve();
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of [...this.#panels]) {
      panel.dispose();
    }
  }

  async #panelOf(uri: vscode.Uri): Promise<MapPanel> {
    const address = uri.toString();
    const panels = [...this.#panels].filter((panel) => panel.uris.includes(address));
    const known = panels.find(({ uris }) => uris.length === 1) ?? panels[0];
    if (known !== undefined) {
      known.panel.reveal();
      return known;
    }
    if (await isTooLarge(uri)) {
      throw new Error(tooLargeSentence);
    }
    const panel = vscode.window.createWebviewPanel(viewType, 'Map', vscode.ViewColumn.Beside);
    return this.#add(panel, { uris: [uri], state: null });
  }

  #add(panel: vscode.WebviewPanel, content: PanelContent): MapPanel {
    const added = new MapPanel(panel, content, this.#parts);
    this.#panels.add(added);
    panel.onDidDispose(() => this.#panels.delete(added));
    return added;
  }
}

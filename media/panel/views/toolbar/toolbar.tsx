import './toolbar.css';
import { useState } from 'preact/hooks';
import type { PageState } from '../../model/page-state.ts';
import { usePage } from '../../page-context.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { HelpDialog } from '../frame/help-dialog.tsx';
import { useHelpKey } from '../frame/use-help-key.ts';
import { ColourChoice, SizeChoice } from './look-choices.tsx';
import { ProjectionChoices } from './projection-choices.tsx';
import { SearchBox } from './search-box.tsx';
import { SelectMenu } from './select-menu.tsx';
import { useSaves } from './use-saves.ts';

/** Everything that decides what is shown and how one selects. */
export function Toolbar() {
  const { state } = usePage();
  return (
    <header class="toolbar">
      <div class="toolbar-row">
        <ViewChoice />
        {state.view === 'map' && <ProjectionChoices />}
        <span class="toolbar-space" />
        <SearchBox />
        <Extras />
      </div>
      <div class="toolbar-row">
        {state.view === 'map' && <Tools />}
        <ColourChoice />
        {state.view === 'map' && <SizeChoice />}
        <span class="toolbar-space" />
        <SelectMenu />
      </div>
    </header>
  );
}

function ViewChoice() {
  return (
    <div class="joined" role="group" aria-label="View">
      <Choice name="view" value="map" icon="map" label="Map" />
      <Choice name="view" value="table" icon="table" label="Table" />
    </div>
  );
}

function Tools() {
  const { update } = usePage();
  return (
    <div class="tools" role="group" aria-label="Tools">
      <Choice name="tool" value="pan" icon="pan" title="Move the map by dragging" />
      <Choice name="tool" value="rectangle" icon="rectangle" title="Select by a rectangle" />
      <Choice name="tool" value="lasso" icon="lasso" title="Select by drawing around" />
      <button
        type="button"
        class="bare"
        aria-label="Show the whole map"
        title="Show the whole map"
        onClick={() => update({ viewport: null })}
      >
        <Icon name="fit" />
      </button>
    </div>
  );
}

interface ChoiceProps<K extends 'view' | 'tool'> {
  readonly name: K;
  readonly value: PageState[K];
  readonly icon: IconName;
  readonly label?: string;
  readonly title?: string;
}

function Choice<K extends 'view' | 'tool'>({ name, value, icon, label, title }: ChoiceProps<K>) {
  const { state, update } = usePage();
  return (
    <button
      type="button"
      class="bare"
      aria-pressed={state[name] === value}
      aria-label={label ?? title}
      title={title}
      onClick={() => update({ [name]: value })}
    >
      <Icon name={icon} />
      {label}
    </button>
  );
}

function Extras() {
  const { source } = usePage();
  const [help, setHelp] = useState(false);
  const saves = useSaves();
  useHelpKey(() => setHelp(true));
  return (
    <>
      {source.live && (
        <button
          type="button"
          class="bare"
          aria-label="Files"
          title="Choose the files of the map"
          onClick={() => source.chooseFiles()}
        >
          <Icon name="files" />
          <span class="toolbar-label">Files</span>
        </button>
      )}
      {saves.length > 0 && (
        <Menu name="Save the picture or the state" items={saves} class="bare">
          <Icon name="save" />
        </Menu>
      )}
      <button
        type="button"
        class="bare"
        aria-label="Help and keys"
        title="Help and keys (?)"
        onClick={() => setHelp(true)}
      >
        <Icon name="help" />
      </button>
      {help && <HelpDialog close={() => setHelp(false)} />}
    </>
  );
}

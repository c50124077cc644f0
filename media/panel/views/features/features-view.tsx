import '../harm-colours.css';
import './features.css';
import { useId, useState } from 'preact/hooks';
import {
  cosineRange,
  featureOrders,
  sortFeatures,
  type FeatureOrder,
} from '../../model/feature-rows.ts';
import { usePage } from '../../page-context.tsx';
import { FeatureItem } from './feature-item.tsx';

const orderTitles: Readonly<Record<FeatureOrder, string>> = {
  flagged: 'Most flagged lines first',
  difference: 'Nearest beyond ordinary text first',
  name: 'By name',
};

/** The list of harmful features: what each is, how near the data comes to it, and whether it counts. */
export function FeaturesView() {
  const { source, summary, trouble } = usePage();
  const [order, setOrder] = useState<FeatureOrder>('flagged');
  if (summary === null) {
    return <p class="features-state">{trouble ?? 'The features appear with the map.'}</p>;
  }
  if (summary.features.length === 0) {
    return <p class="features-state">{summary.message} There are no features to list.</p>;
  }
  return (
    <div class="features">
      <OrderChoice order={order} onChange={setOrder} />
      {source.can('featureChoice') ? null : (
        <p class="features-state">
          This is a saved map, so what is flagged cannot be changed here.
        </p>
      )}
      <ul class="features-list">
        {sortFeatures(summary.features, order).map((feature) => (
          <FeatureItem
            key={feature.id}
            feature={feature}
            range={cosineRange(summary.features)}
            summary={summary}
          />
        ))}
      </ul>
      <p class="features-note">
        <span class="features-key features-key-ordinary" /> median of ordinary text
        <span class="features-key features-key-mean" /> mean of these samples
      </p>
    </div>
  );
}

function OrderChoice({
  order,
  onChange,
}: {
  readonly order: FeatureOrder;
  readonly onChange: (order: FeatureOrder) => void;
}) {
  const id = useId();
  return (
    <div class="features-order">
      <label for={id}>Order</label>
      <select
        id={id}
        value={order}
        onChange={({ currentTarget: { value } }) =>
          onChange(featureOrders.find((name) => name === value) ?? order)
        }
      >
        {featureOrders.map((name) => (
          <option key={name} value={name}>
            {orderTitles[name]}
          </option>
        ))}
      </select>
    </div>
  );
}

import type { Delivery as Delivered } from '../../actions/people/deliver-link.ts';
import type { Delivery } from '../../wire/people.ts';

export function deliveryToWire(delivery: Delivered): Delivery {
  const byHand = delivery.by === 'hand' ? delivery : { why: null, url: null };
  return { delivered_by: delivery.by, why: byHand.why, link: byHand.url };
}

import { runProduct } from './product';

await runProduct({ parts: ['web-dev', 'controller', 'fleet'], style: 'calm', demandSecrets: false, sample: true });
